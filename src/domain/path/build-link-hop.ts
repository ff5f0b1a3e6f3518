import type { Link } from '../hosts/network-facts.ts';
import type { Hop, HopFact, HopKind, HopPlace, HopState } from './chain.ts';

const states: Readonly<Record<Link['state'], HopState>> = { up: 'up', 'up-no-carrier': 'no-carrier', down: 'down' };

/** What a bridge port does in these states of the spanning tree (IEEE 802.1D, 7.4). */
const portTroubles: Readonly<Record<string, string>> = {
  disabled: 'the bridge does not use it',
  listening: 'frames pass only after twice the forward delay',
  learning: 'frames pass only after the forward delay',
  blocking: 'the spanning tree found a loop and lets no frame through',
};

/** A hop that is a link of the host, with what is odd about the link itself. */
export function buildLinkHop(link: Link, kind: HopKind, command: string, expectedMtu: number | null): Hop {
  return {
    id: hostHopId(link.name),
    kind,
    place: 'host',
    name: link.name,
    state: states[link.state],
    mac: link.mac,
    mtu: link.mtu,
    addresses: link.addresses,
    counters: link.counters,
    reason: null,
    evidence: command,
    facts: portFacts(link, command),
    warnings: [...stateWarnings(link), ...portWarnings(link), ...mtuWarnings(link, expectedMtu)],
  };
}

function portFacts({ master, portState }: Link, command: string): readonly HopFact[] {
  return [
    ...(master === null ? [] : [{ label: 'In', value: master, command }]),
    ...(portState === null ? [] : [{ label: 'Port state', value: portState, command }]),
  ];
}

export function hostHopId(name: string): string {
  return `host:${name}`;
}

interface AbsentHop {
  readonly id: string;
  readonly kind: HopKind;
  readonly place: HopPlace;
  readonly name: string;
  readonly state: 'missing' | 'not-inspected' | 'inferred' | 'blind';
  readonly reason: string;
  readonly evidence: string;
}

/** A hop of which nothing was seen. */
export function buildAbsentHop(hop: AbsentHop): Hop {
  return { ...hop, mac: null, mtu: null, addresses: [], counters: null, facts: [], warnings: [] };
}

function stateWarnings(link: Link): readonly string[] {
  switch (link.state) {
    case 'up':
      return [];
    case 'down':
      return [`${link.name} is down: no frame passes. "ip link set ${link.name} up" takes it up.`];
    default:
      return [`${link.name} has no carrier: ${whyNoCarrier(link)}.`];
  }
}

function whyNoCarrier({ kind }: Link): string {
  switch (kind) {
    case 'tap':
      return 'no process holds it open';
    case 'bridge':
      return 'none of its ports is up';
    default:
      return 'look at the cable and at the port of the switch';
  }
}

function portWarnings({ name, portState }: Link): readonly string[] {
  return portState === null || portState === 'forwarding'
    ? []
    : [`${name} is a bridge port in state ${portState}: ${portTroubles[portState] ?? 'it does not forward'}.`];
}

function mtuWarnings({ name, mtu }: Link, expectedMtu: number | null): readonly string[] {
  return expectedMtu === null || mtu === expectedMtu
    ? []
    : [
        `${name} has MTU ${mtu} and its bridge ${expectedMtu}: frames larger than the smaller of the two are dropped without a word.`,
      ];
}
