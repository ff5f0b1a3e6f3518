import { describeComparison } from '#domain/access/compare-certificates.ts';
import { logInToMachine } from '../clouds/machine-login.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { AccessOptions } from './access-options.ts';

/** The certificate as it is shown through the host and in the machine; 3 where they differ. */
export async function compareCertificate(
  invocation: Invocation,
  { cloud, service }: { readonly cloud: string; readonly service: string },
  options: AccessOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const { user, key, agent, passwordFile } = options;
  const asked = {
    ...(user !== undefined && { user }),
    ...(key !== undefined && { key }),
    ...(agent !== undefined && { agent }),
    ...(passwordFile !== undefined && { passwordFile }),
  };
  const outcome = await logInToMachine(invocation, asked, (login) =>
    client.access.compare({ hostId: host.id, cloud, service, login }, { signal }),
  );
  if (outcome.kind === 'none') {
    throw new CommandFault('unsupported', outcome.reason, `nutshell access ${cloud} lists what there is.`);
  }
  const { comparison } = outcome;
  await output.answer({ cloud, service, ...comparison }, (paint) =>
    [
      comparison.isSame ? describeComparison(comparison) : paint.red(describeComparison(comparison)),
      `through the host  ${comparison.shown}`,
      `in the machine    ${comparison.inside}`,
    ].join('\n'),
  );
  return comparison.isSame ? exitCodes.done : exitCodes.missing;
}
