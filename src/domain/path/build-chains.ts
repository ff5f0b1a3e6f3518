import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine, MachineNic } from '../machines/machine.ts';
import { buildGuestNic } from './build-guest-hops.ts';
import { buildBridge, buildTap } from './build-host-hops.ts';
import { buildInsideChains, type InsideChain } from './build-inside-chains.ts';
import { buildOutsideChains } from './build-outside-chains.ts';
import { buildUplinks } from './build-uplinks.ts';
import type { Chain, Hop, HopJoin } from './chain.ts';
import { findMacWarnings } from './find-mac-warnings.ts';
import { findOutsideInstances } from './find-outside-instances.ts';
import type { InsideFacts } from './inside-facts.ts';
import { nothingTold, type ToldInstances } from './told-instances.ts';

export interface ChainQuestion {
  readonly facts: HostFacts;
  readonly machine: Machine;
  /** All machines of the host, to find a MAC that two of them have. */
  readonly machines?: readonly Machine[];
  /** null: nobody looked into the machine. */
  readonly inside?: InsideFacts | null;
  /** What the machine's cloud tells of its instances. */
  readonly told?: ToldInstances;
}

/** Of what the host shows and what was read inside; `buildMachineChains` takes what a cloud tells besides. */
export function buildChains(
  facts: HostFacts,
  machine: Machine,
  machines: readonly Machine[] = [machine],
  inside: InsideFacts | null = null,
): readonly Chain[] {
  return buildMachineChains({ facts, machine, machines, inside });
}

/**
 * The chains of a machine, from the live host outwards in: uplinks, bridge, tap, the card itself, and what is inside. One for each
 * network card; where instances behind it are known, one for each card and each instance. Nothing is drawn from assumptions: what should
 * be there and is not is a missing hop, and what was only concluded says from what.
 */
export function buildMachineChains(question: ChainQuestion): readonly Chain[] {
  const { facts, machine, machines = [machine], inside = null, told = nothingTold } = question;
  return machine.nics.flatMap((nic, index) => {
    const outside = buildOutside(facts, machine, machines, { nic, index });
    // What nobody heard is shown once, behind the first card.
    const own = index === 0 ? told : { ...told, isAllHere: false };
    return findInside(outside, { facts, machine, nic, inside, told: own }).map((inner) =>
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

interface InsideQuestion {
  readonly facts: HostFacts;
  readonly machine: Machine;
  readonly nic: MachineNic;
  readonly inside: InsideFacts | null;
  readonly told: ToldInstances;
}

function findInside({ guest }: Outside, { facts, machine, nic, inside, told }: InsideQuestion): readonly InsideChain[] {
  if (inside !== null) {
    return buildInsideChains(guest, nic.mac, inside, told);
  }
  const isRunning = machine.state.kind === 'running';
  return buildOutsideChains(guest, isRunning ? findOutsideInstances({ facts, machineName: machine.name, nic, told }) : []);
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
