import type { CredentialsSummary } from '#contract/credentials.ts';
import type { Host } from '#domain/hosts/host.ts';
import { CommandFault } from '../command-fault.ts';
import { logInToMachine, type MachineLoginOptions } from '../clouds/machine-login.ts';
import type { Invocation } from '../invocation.ts';

/** Reads the credentials on a machine of the cloud, asking the person what that needs. */
export async function fetchCredentials(
  invocation: Invocation,
  host: Host,
  cloud: string,
  options: MachineLoginOptions,
): Promise<CredentialsSummary> {
  const { output, signal } = invocation;
  const { client } = await invocation.session();
  const answer = await logInToMachine(invocation, options, (login) =>
    client.credentials.fetch({ hostId: host.id, cloud, login }, { signal }),
  );
  if (answer.kind === 'none') {
    throw new CommandFault(
      'missing-on-host',
      `Cloud ${cloud} gave no credentials. ${answer.reasons.join(' ')}`,
      'Wait until it is up (nutshell clouds list), or look on its machine yourself.',
    );
  }
  answer.summary.warnings.forEach((warning) => output.warn(`The cloud says: ${warning}`));
  return answer.summary;
}
