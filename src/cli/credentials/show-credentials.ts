import type { CredentialsState, CredentialsSummary } from '#contract/credentials.ts';
import { unreachable } from '#domain/unreachable.ts';
import type { CloudCredentials } from '#domain/credentials/cloud-credentials.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import type { MachineLoginOptions } from '../clouds/machine-login.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { formatTime } from '../terminal/format.ts';
import { fetchCredentials } from './fetch-credentials.ts';

export interface CredentialOptions extends MachineLoginOptions {
  readonly on?: string;
  readonly fetch?: boolean;
  readonly forget?: boolean;
  readonly show?: boolean;
}

/** What is kept of a cloud's credentials; fetched, shown or forgotten first where that is asked for. */
export async function showCredentials(invocation: Invocation, cloud: string, options: CredentialOptions): Promise<ExitCode> {
  if (options.forget === true && (options.fetch === true || options.show === true)) {
    throw usageFault('--forget goes alone.');
  }
  const { output, signal } = invocation;
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const where = { hostId: host.id, cloud };
  if (options.forget === true) {
    await client.credentials.forget(where, { signal });
    await output.answer({ cloud, kept: null }, () => `Nothing of the credentials of cloud ${cloud} is kept any more.`);
    return exitCodes.done;
  }
  if (options.fetch === true) {
    await fetchCredentials(invocation, host, cloud, options);
  }
  const state = await client.credentials.state(where, { signal });
  if (state.kept === null) {
    throw missingFault(cloud, state);
  }
  const secrets = options.show === true ? await client.credentials.show(where, { signal }) : null;
  const { kept } = state;
  await output.answer({ cloud, ...state, ...(secrets && { credentials: secrets }) }, () => draw(kept, secrets, state));
  return exitCodes.done;
}

function missingFault(cloud: string, { sources }: CredentialsState): CommandFault {
  return sources.length === 0
    ? new CommandFault('not-found', `The recipe of cloud ${cloud} does not say where its credentials are.`)
    : new CommandFault(
        'not-found',
        `No credentials of cloud ${cloud} are kept.`,
        `Fetch them: nutshell credentials ${cloud} --fetch`,
      );
}

function draw(kept: CredentialsSummary, secrets: CloudCredentials | null, { isPersistent }: CredentialsState): string {
  const endpoints = Object.entries(kept.endpoints).map(([service, url]) => `  ${service.padEnd(16)}${url}`);
  return [
    `Of           ${kept.holder}`,
    ...(kept.accessKeyId === null ? [] : [`Access key   ${kept.accessKeyId}`]),
    `Secret       ${secrets === null ? 'hidden; --show prints it' : getSecret(secrets)}`,
    `Fetched      ${formatTime(kept.fetchedAtEpochMs)} from ${kept.origin}`,
    `Kept         ${isPersistent ? "in the system's keychain" : 'in memory only, until this command ends: no keychain can be used here'}`,
    'Services',
    ...endpoints,
  ].join('\n');
}

function getSecret(secrets: CloudCredentials): string {
  switch (secrets.kind) {
    case 'aws':
      return secrets.secretAccessKey;
    case 'openstack':
      return secrets.password;
    default:
      return unreachable(secrets, 'kind of credentials');
  }
}
