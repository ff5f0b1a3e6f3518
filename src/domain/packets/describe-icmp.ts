import type { IcmpMessage, IpPacket } from './frame.ts';

/** RFC 792, RFC 1122, RFC 1812. */
const unreachable = [
  'network unreachable',
  'host unreachable',
  'protocol unreachable',
  'port unreachable',
  'too large, and may not be cut',
  'source route failed',
  'network unknown',
  'host unknown',
  'sender isolated',
  'network prohibited',
  'host prohibited',
  'network unreachable for this service',
  'host unreachable for this service',
  'communication prohibited',
];

const types4: Readonly<Record<number, string>> = { 4: 'source quench', 5: 'redirect', 12: 'parameter problem' };
/** RFC 4443, RFC 4861. */
const types6: Readonly<Record<number, string>> = {
  1: 'unreachable',
  2: 'too large',
  4: 'parameter problem',
  133: 'router solicitation',
  134: 'router advertisement',
  135: 'neighbour solicitation',
  136: 'neighbour advertisement',
  143: 'multicast listener report',
};

export function describeIcmp(message: IcmpMessage, version: 4 | 6): string {
  const [request, reply, expired] = version === 4 ? [8, 0, 11] : [128, 129, 3];
  switch (message.type) {
    case request:
      return `echo request, id ${message.id} seq ${message.sequence}`;
    case reply:
      return `echo reply, id ${message.id} seq ${message.sequence}`;
    case expired:
      return `time to live ended${describeQuoted(message)}`;
    case 3:
      return `${unreachable[message.code] ?? `unreachable, code ${message.code}`}${describeQuoted(message)}`;
    default: {
      const known = (version === 4 ? types4 : types6)[message.type];
      return `${known ?? `type ${message.type} code ${message.code}`}${describeQuoted(message)}`;
    }
  }
}

function describeQuoted({ quoted }: IcmpMessage): string {
  return quoted === null ? '' : `, about ${describeEnds(quoted)}`;
}

/** A packet by its ends: 10.0.0.1:4000 > 10.0.0.2:22 TCP. */
export function describeEnds({ source, destination, transport }: IpPacket): string {
  switch (transport.kind) {
    case 'tcp':
    case 'udp':
      return `${source}:${transport.sourcePort} > ${destination}:${transport.destinationPort} ${transport.kind.toUpperCase()}`;
    case 'icmp':
      return `${source} > ${destination} ICMP id ${transport.id} seq ${transport.sequence}`;
    default:
      return `${source} > ${destination}`;
  }
}
