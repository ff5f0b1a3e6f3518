import { valueOr } from '../fact.ts';
import type { Link } from '../hosts/network-facts.ts';
import { findInwardPairs, findOutwardPairs } from './find-translations.ts';
import type { Instance } from './instance.ts';
import { joinTold } from './join-told.ts';
import { listGuestCards } from './list-guests.ts';
import type { PlaceFacts } from './place-facts.ts';
import { nothingTold, type ToldInstances } from './told-instances.ts';

/** Bridges of container tools: what is behind them are no instances. */
const containerBridge = /^(docker\d+|br-[0-9a-f]{12}|cni\d*|podman\d+|lxcbr\d+|lxdbr\d+)$/;

/** Bridges inside a machine behind which instances may be, its uplink's own bridge included. */
export function listInnerBridges({ links }: PlaceFacts): readonly Link[] {
  return valueOr(links, []).filter(({ kind, name }) => kind === 'bridge' && !containerBridge.test(name));
}

/** Instances of a machine. `nic` is the card to the outside, behind which other stations of the network are. */
export function findInstances(facts: PlaceFacts, nic: string | null, told: ToldInstances = nothingTold): readonly Instance[] {
  const heard = findHeard(facts, nic);
  const seen = [...heard, ...findRun(facts, heard)];
  return joinTold([...seen, ...findRuled(facts, seen)], told);
}

/** What only rules tell of. */
function findRuled(facts: PlaceFacts, seen: readonly Instance[]): readonly Instance[] {
  const known = new Set(seen.map(({ privateAddress }) => privateAddress));
  const own = new Set(valueOr(facts.links, []).flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  const ruled = findInwardPairs(facts).filter(({ privateAddress }) => !known.has(privateAddress) && !own.has(privateAddress));
  return [...new Set(ruled.map(({ privateAddress }) => privateAddress))].map((privateAddress) => ({
    source: 'rules',
    ...{ name: null, state: null, mac: null, bridge: null, port: null },
    privateAddress,
    publicAddresses: publicOf(facts, privateAddress),
  }));
}

/** What QEMU runs and nobody has heard yet: it just began, or is silent. */
function findRun(facts: PlaceFacts, heard: readonly Instance[]): readonly Instance[] {
  const known = new Set(heard.map(({ mac }) => mac));
  return listGuestCards(facts).flatMap(({ name, mac, port }): readonly Instance[] => {
    // A tap that is not here is of another network namespace: what QEMU runs there is behind none of these bridges.
    const tap = valueOr(facts.links, []).find((link) => link.name === port);
    return mac === null || known.has(mac) || tap === undefined
      ? []
      : [{ source: 'process', name, state: null, mac, bridge: tap.master, port, ...addressesOf(facts, mac) }];
  });
}

function findHeard(facts: PlaceFacts, nic: string | null): readonly Instance[] {
  const bridges = new Set(listInnerBridges(facts).map(({ name }) => name));
  const links = new Map(valueOr(facts.links, []).map((link) => [link.name, link]));
  const stations = valueOr(facts.forwarding, []).filter(({ bridge, port, isLocal }) => {
    const kind = links.get(port)?.kind;
    return bridge !== null && bridges.has(bridge) && !isLocal && port !== nic && (kind === 'tap' || kind === 'veth');
  });
  const cards = listGuestCards(facts);
  return [...new Map(stations.map((station) => [station.mac, station])).values()].map(({ mac, bridge, port }) => {
    const card = cards.find((each) => each.mac === mac || (each.mac === null && each.port === port));
    return { source: 'frames', name: card?.name ?? null, state: null, mac, bridge, port, ...addressesOf(facts, mac) };
  });
}

function addressesOf(facts: PlaceFacts, mac: string): Pick<Instance, 'privateAddress' | 'publicAddresses'> {
  const address = addressOf(facts, mac);
  return { privateAddress: address, publicAddresses: address === null ? [] : publicOf(facts, address) };
}

/** The address a station answers with. One that a rule leads to comes first: a card may have several. */
function addressOf(facts: PlaceFacts, mac: string): string | null {
  const addresses = valueOr(facts.neighbours, [])
    .filter((neighbour) => neighbour.mac === mac && !neighbour.states.includes('FAILED') && !neighbour.address.includes(':'))
    .map(({ address }) => address);
  const targets = new Set(findInwardPairs(facts).map(({ privateAddress }) => privateAddress));
  return addresses.find((address) => targets.has(address)) ?? addresses[0] ?? null;
}

function publicOf(facts: PlaceFacts, privateAddress: string): readonly string[] {
  const pairs = [...findInwardPairs(facts), ...findOutwardPairs(facts)];
  return [...new Set(pairs.filter((pair) => pair.privateAddress === privateAddress).map(({ publicAddress }) => publicAddress))];
}
