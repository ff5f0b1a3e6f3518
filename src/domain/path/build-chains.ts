import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';
import { buildGuestNic, buildInside } from './build-guest-hops.ts';
import { buildBridge, buildTap } from './build-host-hops.ts';
import { buildUplinks } from './build-uplinks.ts';
import type { Chain, Hop } from './chain.ts';
import { findMacWarnings } from './find-mac-warnings.ts';

/**
 * One chain for each network card of the machine, from the live host outwards in: uplinks, bridge, tap, the card itself, and the
 * places inside that nobody looked at yet. Nothing is drawn from assumptions: what should be there and is not is a missing hop.
 * `machines` are all machines of the host, to find a MAC that two of them have.
 */
export function buildChains(facts: HostFacts, machine: Machine, machines: readonly Machine[] = [machine]): readonly Chain[] {
  return machine.nics.map((nic, index) => buildChain(facts, machine, machines, { nic, index }));
}

function buildChain(
  facts: HostFacts,
  machine: Machine,
  machines: readonly Machine[],
  { nic, index }: { readonly nic: MachineNic; readonly index: number },
): Chain {
  const bridge = buildBridge(facts, nic);
  const uplinks = buildUplinks(facts, nic, bridge);
  const tap = buildTap(facts, machine, nic, bridge);
  const guest = buildGuestNic(facts, machine, { nic, index, tap: tap.hop });
  const guestHop: Hop = { ...guest.hop, warnings: [...guest.hop.warnings, ...findMacWarnings(facts, machine, machines, nic)] };
  const inside = buildInside(guestHop);
  return {
    machineName: machine.name,
    nicMac: nic.mac,
    hops: [...uplinks.hops, bridge, tap.hop, guestHop, ...inside.hops],
    joins: [...uplinks.joins, tap.join, guest.join, ...inside.joins],
    readAtEpochMs: facts.readAtEpochMs,
  };
}
