import { listClouds } from '../clouds/list-clouds.ts';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine } from '../machines/machine.ts';

type Reading = {
  readonly facts: Pick<HostFacts, 'clouds' | 'claims' | 'network'>;
  readonly machines: readonly Machine[];
};

/** The cloud that a machine of the host belongs to, by name; null where it belongs to none that can be read. */
export function findCloudOfMachine(reading: Reading, machine: string): string | null {
  const found = listClouds(reading).find(
    (view) => view.kind === 'cloud' && view.machines.some(({ name, machine: own }) => name === machine && own !== null),
  );
  return found?.name ?? null;
}

/** Where the host has last seen a machine: its neighbour table has the address beside the MAC [ip-neighbour(8)]. IPv4 goes first. */
export function findAddressOfMachine({ facts }: Reading, machine: Machine): string | null {
  const macs = new Set(machine.nics.flatMap(({ mac }) => (mac === null ? [] : [mac.toLowerCase()])));
  const seen = valueOr(facts.network.neighbours, []).filter(
    ({ mac, address, states }) =>
      mac !== null && macs.has(mac.toLowerCase()) && !address.startsWith('fe80:') && !states.includes('FAILED'),
  );
  return (seen.find(({ address }) => !address.includes(':')) ?? seen[0])?.address ?? null;
}

/** The machine that the users of a cloud log in to: of a role that has its credentials, else the one that began last. */
export function findFrontend(
  machines: readonly { readonly name: string; readonly role: string }[],
  roles: readonly string[],
): string | null {
  return (machines.find(({ role }) => roles.includes(role)) ?? machines.at(-1))?.name ?? null;
}
