import type { Link } from '../hosts/network-facts.ts';
import { unreachable } from '../unreachable.ts';
import { buildLinkHop } from './build-link-hop.ts';
import { buildNatPoints } from './build-nat-points.ts';
import { buildNestedHop } from './build-nested-hop.ts';
import type { Chain, ChainInstance, Hop, HopJoin, HopKind } from './chain.ts';
import { findInstances, listInnerBridges } from './find-instances.ts';
import type { Instance } from './instance.ts';
import type { InsideFacts } from './inside-facts.ts';
import type { PlaceFacts } from './place-facts.ts';
import { nothingTold, type ToldInstances } from './told-instances.ts';
import { findMachineNic } from './walk/build-scene.ts';
import { findLink } from './walk/place-questions.ts';

/** The inner half of a chain, the machine's card first. */
export interface InsideChain {
  readonly guest: Hop;
  readonly hops: readonly Hop[];
  readonly joins: readonly HopJoin[];
  readonly nat: Chain['nat'];
  readonly instance: ChainInstance | null;
}

/** One for each instance behind the card; without any instance one that ends where the machine's own bridges do. */
export function buildInsideChains(
  outside: Hop,
  mac: string | null,
  { machine, nested }: InsideFacts,
  told: ToldInstances = nothingTold,
): readonly InsideChain[] {
  const nic = findMachineNic(machine, mac);
  const guest = nic ? seeGuest(outside, machine, nic) : missGuest(outside, machine);
  const instances = nic === null ? [] : findInstances(machine, nic.name, told);
  return instances.length === 0
    ? [buildEmpty(guest, machine, nic)]
    : instances.map((instance) => buildToInstance({ guest, machine, nic, nested }, instance));
}

function seeGuest(outside: Hop, facts: PlaceFacts, nic: Link): Hop {
  const seen = toHop(facts, nic, 'guest-nic', null);
  return { ...seen, warnings: [...outside.warnings, ...seen.warnings] };
}

function missGuest(outside: Hop, { links }: PlaceFacts): Hop {
  return links.kind === 'known'
    ? {
        ...outside,
        state: 'missing',
        reason: `The machine has no card with MAC ${outside.mac ?? '?'}: its kernel found none, or somebody changed the MAC`,
        evidence: links.command,
      }
    : { ...outside, state: 'blind', reason: `What the machine has could not be read: ${links.reason}`, evidence: links.command };
}

function toHop(facts: PlaceFacts, link: Link, kind: HopKind, expectedMtu: number | null): Hop {
  const hop = buildLinkHop(link, kind, facts.links.command, expectedMtu);
  return { ...hop, id: `machine:${link.name}`, place: 'machine' };
}

function joined(from: Hop, to: Hop, reason: string | null, state: HopJoin['state'] = 'joined'): HopJoin {
  return { fromHopId: from.id, toHopId: to.id, state, reason };
}

function buildEmpty(guest: Hop, facts: PlaceFacts, nic: Link | null): InsideChain {
  const bridges = listInnerBridges(facts).map((bridge) => toHop(facts, bridge, 'guest-bridge', null));
  return {
    guest,
    hops: bridges,
    joins: bridges.map((hop) => joinToBridge(guest, hop, nic)),
    nat: [],
    instance: null,
  };
}

/** A card is a port of the bridge, or the machine routes between the two. */
function joinToBridge(guest: Hop, bridge: Hop, nic: Link | null): HopJoin {
  return nic?.master === bridge.name
    ? joined(guest, bridge, null)
    : joined(guest, bridge, 'The machine routes between them', 'inferred');
}

interface Inside {
  readonly guest: Hop;
  readonly machine: PlaceFacts;
  readonly nic: Link | null;
  readonly nested: readonly PlaceFacts[];
}

function buildToInstance({ guest, machine, nic, nested }: Inside, instance: Instance): InsideChain {
  const bridgeLink =
    findLink(machine, instance.bridge) ?? listInnerBridges(machine).find(({ name }) => name !== nic?.master) ?? null;
  const portLink = findLink(machine, instance.port);
  const bridge = bridgeLink && toHop(machine, bridgeLink, 'guest-bridge', null);
  const port = portLink && toHop(machine, portLink, 'guest-tap', bridgeLink?.mtu ?? null);
  const inner = buildNestedHop(instance, machine, nested);
  const hops = [bridge, port, inner].filter((hop) => hop !== null);
  const nat = bridge && nic?.master !== bridge.name ? buildNatPoints(machine, instance, guest.id, bridge.id) : [];
  return {
    guest,
    hops,
    joins: hops.map((hop, at) =>
      hop === bridge ? joinRouted(guest, bridge, nic, nat.length > 0) : joinNext(hops[at - 1] ?? guest, hop, instance),
    ),
    nat,
    instance: toChainInstance(instance),
  };
}

function toChainInstance({ name, mac, privateAddress, publicAddresses }: Instance): ChainInstance {
  return { name, mac, privateAddress, publicAddresses };
}

function joinRouted(guest: Hop, bridge: Hop, nic: Link | null, isTranslated: boolean): HopJoin {
  const join = joinToBridge(guest, bridge, nic);
  return isTranslated ? { ...join, state: 'joined', reason: 'The machine routes and translates addresses between them' } : join;
}

function joinNext(from: Hop, to: Hop, { source, port }: Instance): HopJoin {
  if (to.place !== 'nested') {
    return joined(from, to, null);
  }
  switch (source) {
    case 'frames':
      return port === null ? joined(from, to, 'Nobody knows through which tap', 'not-inspected') : joined(from, to, null);
    case 'process':
      return joined(from, to, 'QEMU holds the tap open; no frame of the card has been seen on it yet', 'inferred');
    case 'rules':
      return joined(from, to, 'Only a rule tells of the instance; nothing of it was heard', 'not-inspected');
    case 'api':
      return joined(from, to, 'Only the cloud’s API tells of the instance; nothing of it was heard', 'not-inspected');
    default:
      return unreachable(source, 'source of an instance');
  }
}
