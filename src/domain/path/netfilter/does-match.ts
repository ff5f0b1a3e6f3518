import { isInRange } from '../address.ts';
import type { Packet } from './packet.ts';
import type { PortRange, RuleMatch } from './rule-match.ts';

/** null: it cannot be told. */
export type MatchAnswer = boolean | null;

type KnownMatch = Exclude<RuleMatch, { readonly kind: 'unknown' }>;

type Questions = {
  readonly [Kind in KnownMatch['kind']]: (match: KnownMatch & { readonly kind: Kind }, packet: Packet) => MatchAnswer;
};

/** What each kind of match asks, before it is negated. */
const questions: Questions = {
  source: ({ addresses }, { source }) => isOneOf(source, addresses),
  destination: ({ addresses }, { destination }) => isOneOf(destination, addresses),
  in: ({ devices }, { inDevice }) => isDevice(inDevice, devices),
  out: ({ devices }, { outDevice }) => isDevice(outDevice, devices),
  'physical-in': ({ devices }, { physicalIn }) => isDevice(physicalIn, devices),
  'physical-out': ({ devices }, { physicalOut }) => isDevice(physicalOut, devices),
  bridged: (_, { physicalIn, physicalOut }) => physicalIn !== null && physicalOut !== null,
  'ether-type': ({ types }, { etherType }) => types.includes(etherType),
  'source-mac': ({ macs }, { sourceMac }) => isMac(sourceMac, macs),
  'destination-mac': ({ macs }, { destinationMac }) => isMac(destinationMac, macs),
  'arp-operation': ({ operations }, { arp }) => arp !== null && operations.includes(arp.operation),
  'arp-target': ({ addresses }, { arp }) => arp !== null && isOneOf(arp.target, addresses),
  protocol: ({ protocols }, { protocol }) => protocols.includes('all') || protocols.includes(protocol),
  'source-port': ({ ports }, { sourcePort }) => isPort(sourcePort, ports),
  'destination-port': ({ ports }, { destinationPort }) => isPort(destinationPort, ports),
  'icmp-type': ({ types }, { icmpType }) => icmpType !== null && types.includes(icmpType),
  'connection-state': ({ states }, { connectionState }) => states.includes(connectionState),
  mark: ({ value, mask }, packet) => (packet.mark === null ? null : (packet.mark & mask) >>> 0 === value),
  'local-destination': (_, { localAddresses, destination }) => localAddresses && localAddresses.includes(destination),
  'local-source': (_, { localAddresses, source }) => localAddresses && localAddresses.includes(source),
  'new-connection': (_, { protocol, connectionState }) => protocol === 'tcp' && connectionState === 'new',
};

/** Whether a packet has what all matches of a rule ask for. One certain no is enough for no; one doubt makes a yes a doubt. */
export function doesMatch(matches: readonly RuleMatch[], packet: Packet): MatchAnswer {
  const answers = matches.map((match) => ask(match, packet));
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

function ask(match: RuleMatch, packet: Packet): MatchAnswer {
  if (match.kind === 'unknown') {
    return null;
  }
  // Each question takes the matches of its own kind; the table is made so.
  const question = questions[match.kind] as (match: KnownMatch, packet: Packet) => MatchAnswer;
  const answer = question(match, packet);
  return answer === null ? null : answer !== match.isNegated;
}

function isOneOf(address: string, ranges: readonly string[]): MatchAnswer {
  const answers = ranges.map((range) => isInRange(address, range));
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** iptables(8): a name that ends in + stands for all that begin so; nft(8) writes *. */
function isDevice(device: string | null, wanted: readonly string[]): MatchAnswer {
  return wanted.some((name) => (/[+*]$/.test(name) ? device !== null && device.startsWith(name.slice(0, -1)) : device === name));
}

function isMac(mac: string | null, wanted: readonly string[]): MatchAnswer {
  return mac === null ? null : wanted.includes(mac);
}

function isPort(port: number | null, ranges: readonly PortRange[]): MatchAnswer {
  return port !== null && ranges.some(({ from, to }) => from <= port && port <= to);
}
