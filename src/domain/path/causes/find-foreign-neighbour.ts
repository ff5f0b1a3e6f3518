import { valueOr } from '../../fact.ts';
import type { Neighbour } from '../../hosts/network-facts.ts';
import type { Case } from './cause.ts';

/** What the host itself believes about the probe's destination, where that is not the machine. */
export function findForeignNeighbour({ probe, host, machine }: Case): (Neighbour & { readonly mac: string }) | null {
  const expected = isBridged(machine) ? (machine?.inner?.mac ?? null) : host.card.mac;
  const entry = valueOr(host.facts.neighbours, []).find(
    ({ address, device, mac, states }) =>
      address === probe.destination && device === host.bridge?.name && mac !== null && !states.includes('FAILED'),
  );
  const mac = entry?.mac ?? null;
  return entry === undefined || mac === null || expected === null || mac === expected ? null : { ...entry, mac };
}

/** The machine's card is a port of the instances' bridge: then the instance itself answers ARP. */
function isBridged(machine: Case['machine']): boolean {
  const master = machine?.nic?.master ?? null;
  return master !== null && master === machine?.inner?.bridge?.name;
}
