import type { AppClient } from '#contract/api.ts';
import type { Ec2Request } from '#domain/ec2/ec2-requests.ts';
import type { MachineLoginOptions } from '../clouds/machine-login.ts';
import { fetchCredentials } from '../credentials/fetch-credentials.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';

export interface Ec2Options extends MachineLoginOptions {
  readonly on?: string;
  readonly dryRun?: boolean;
}

export interface Ec2Session {
  readonly ec2: AppClient['ec2'];
  readonly place: { readonly hostId: string; readonly cloud: string };
  readonly call: { readonly signal: AbortSignal };
}

/** The cloud's API, with credentials: those that are kept, else fetched now. */
export async function useEc2(invocation: Invocation, cloud: string, options: Ec2Options): Promise<Ec2Session> {
  const { signal, output } = invocation;
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const place = { hostId: host.id, cloud };
  const { kept } = await client.credentials.state(place, { signal });
  if (kept === null) {
    output.tellForNow(`Fetching the credentials of ${cloud} …`);
    await fetchCredentials(invocation, host, cloud, options);
  }
  return { ec2: client.ec2, place, call: { signal } };
}

/** With --dry-run only what would be asked; nothing is connected to. */
export async function actOrTell<Answer>(
  invocation: Invocation,
  { options, request }: { readonly options: Ec2Options; readonly request: Ec2Request<Answer> },
  act: () => Promise<void>,
): Promise<ExitCode> {
  if (options.dryRun === true) {
    const { action, parameters } = request;
    const lines = parameters.map(([name, value]) => `  ${name}=${value}`);
    await invocation.output.answer({ action, parameters: Object.fromEntries(parameters) }, () => [action, ...lines].join('\n'));
    invocation.output.tell('Nothing was asked of the cloud.');
  } else {
    await act();
  }
  return exitCodes.done;
}
