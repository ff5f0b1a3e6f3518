import { valueOr } from '../fact.ts';
import type { Link } from '../hosts/network-facts.ts';
import { findInwardPairs, findOutwardPairs } from './find-translations.ts';
import type { PlaceFacts } from './place-facts.ts';

/** A nested machine as the machine around it knows it: from what its bridges learned, from neighbours, and from its NAT rules. */
export interface Instance {
  /** null: only rules tell of it; nothing of it was heard. */
  readonly mac: string | null;
  readonly bridge: string | null;
  /** Its tap in the machine. */
  readonly port: string | null;
  readonly privateAddress: string | null;
  readonly publicAddresses: readonly string[];
}

/** Bridges of container tools: what is behind them are no instances. */
const containerBridge = /^(docker\d+|br-[0-9a-f]{12}|cni\d*|podman\d+|lxcbr\d+|lxdbr\d+)$/;

/** Bridges inside a machine behind which instances may be, its uplink's own bridge included. */
export function listInnerBridges({ links }: PlaceFacts): readonly Link[] {
  return valueOr(links, []).filter(({ kind, name }) => kind === 'bridge' && !containerBridge.test(name));
}

/** Instances of a machine. `nic` is the card to the outside, behind which other stations of the network are. */
export function findInstances(facts: PlaceFacts, nic: string | null): readonly Instance[] {
  const heard = findHeard(facts, nic);
  const known = new Set(heard.map(({ privateAddress }) => privateAddress));
  const own = new Set(valueOr(facts.links, []).flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  const ruled = findInwardPairs(facts).filter(({ privateAddress }) => !known.has(privateAddress) && !own.has(privateAddress));
  const silent = [...new Set(ruled.map(({ privateAddress }) => privateAddress))].map((privateAddress) => ({
    mac: null,
    bridge: null,
    port: null,
    privateAddress,
    publicAddresses: publicOf(facts, privateAddress),
  }));
  return [...heard, ...silent];
}

function findHeard(facts: PlaceFacts, nic: string | null): readonly Instance[] {
  const bridges = new Set(listInnerBridges(facts).map(({ name }) => name));
  const links = new Map(valueOr(facts.links, []).map((link) => [link.name, link]));
  const stations = valueOr(facts.forwarding, []).filter(({ bridge, port, isLocal }) => {
    const kind = links.get(port)?.kind;
    return bridge !== null && bridges.has(bridge) && !isLocal && port !== nic && (kind === 'tap' || kind === 'veth');
  });
  return [...new Map(stations.map((station) => [station.mac, station])).values()].map(({ mac, bridge, port }) => {
    const address = addressOf(facts, mac);
    return { mac, bridge, port, privateAddress: address, publicAddresses: address === null ? [] : publicOf(facts, address) };
  });
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
