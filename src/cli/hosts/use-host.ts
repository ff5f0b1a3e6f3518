import type { HostReading } from '#contract/hosts.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Invocation } from '../invocation.ts';
import { chooseHost } from './choose-host.ts';
import { connectHost } from './connect-host.ts';

export async function listHosts(invocation: Invocation): Promise<readonly Host[]> {
  const { client } = await invocation.session();
  const views = await client.hosts.list({}, { signal: invocation.signal });
  return views.map((view) => view.host);
}

/** The chosen host, connected. */
export async function useHost(invocation: Invocation, wanted: string | undefined): Promise<Host> {
  const host = chooseHost(await listHosts(invocation), wanted);
  await connectHost(invocation, host);
  return host;
}

/** Connects where need be and reads: one round trip. */
export async function readHost(invocation: Invocation, host: Host): Promise<HostReading> {
  await connectHost(invocation, host);
  const { client } = await invocation.session();
  return client.hosts.read({ hostId: host.id }, { signal: invocation.signal });
}
