import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';
import { buildGuestNic, buildInside } from './build-guest-hops.ts';
import { buildBridge, buildTap } from './build-host-hops.ts';
import { buildInsideChains, type InsideChain } from './build-inside-chains.ts';
import { buildUplinks } from './build-uplinks.ts';
import type { Chain, Hop, HopJoin } from './chain.ts';
import { findMacWarnings } from './find-mac-warnings.ts';
import type { InsideFacts } from './inside-facts.ts';

/**
 * The chains of a machine, from the live host outwards in: uplinks, bridge, tap, the card itself, and what is inside. One for each
 * network card; where the machine was looked into, one for each card and each instance behind it. Nothing is drawn from assumptions:
 * what should be there and is not is a missing hop. `machines` are all machines of the host, to find a MAC that two of them have.
 */
export function buildChains(
  facts: HostFacts,
  machine: Machine,
  machines: readonly Machine[] = [machine],
  inside: InsideFacts | null = null,
): readonly Chain[] {
  return machine.nics.flatMap((nic, index) => {
    const outside = buildOutside(facts, machine, machines, { nic, index });
    return findInside(outside, nic, inside).map((inner) =>
      join(outside, inner, { machineName: machine.name, nicMac: nic.mac, readAtEpochMs: facts.readAtEpochMs }),
    );
  });
}

interface Outside {
  readonly hops: readonly Hop[];
  readonly joins: readonly HopJoin[];
  readonly guest: Hop;
}

function buildOutside(
  facts: HostFacts,
  machine: Machine,
  machines: readonly Machine[],
  { nic, index }: { readonly nic: MachineNic; readonly index: number },
): Outside {
  const bridge = buildBridge(facts, nic);
  const uplinks = buildUplinks(facts, nic, bridge);
  const tap = buildTap(facts, machine, nic, bridge);
  const guest = buildGuestNic(facts, machine, { nic, index, tap: tap.hop });
  return {
    hops: [...uplinks.hops, bridge, tap.hop],
    joins: [...uplinks.joins, tap.join, guest.join],
    guest: { ...guest.hop, warnings: [...guest.hop.warnings, ...findMacWarnings(facts, machine, machines, nic)] },
  };
}

function findInside({ guest }: Outside, nic: MachineNic, inside: InsideFacts | null): readonly InsideChain[] {
  if (inside !== null) {
    return buildInsideChains(guest, nic.mac, inside);
  }
  const dark = buildInside(guest);
  return [{ guest, hops: dark.hops, joins: dark.joins, nat: [], instance: null }];
}

function join(outside: Outside, inner: InsideChain, about: Pick<Chain, 'machineName' | 'nicMac' | 'readAtEpochMs'>): Chain {
  const hops = [...outside.hops, inner.guest, ...inner.hops];
  const ids = hops.map(({ id }) => id);
  return {
    ...about,
    instance: inner.instance,
    hops,
    joins: [...outside.joins.map((each) => redirect(each, outside.guest.id, inner.guest.id)), ...inner.joins],
    lanes: { forward: ids, reverse: [...ids].reverse() },
    nat: inner.nat,
  };
}

/** Inside, the card may have another name than was supposed from outside. */
function redirect(each: HopJoin, from: string, to: string): HopJoin {
  return each.toHopId === from ? { ...each, toHopId: to } : each;
}
