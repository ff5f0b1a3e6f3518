import type { Protocol } from '../netfilter/packet.ts';

/** Where the probes of a trace start. What they prove depends on it: from the host its card to the network is not crossed. */
export type TraceOrigin = 'laptop' | 'host' | 'machine' | 'nested';

/** Packets that can be told from all others at every hop, whatever NAT does to their addresses and ports. */
export interface TraceProbe {
  readonly origin: TraceOrigin;
  readonly protocol: Protocol;
  readonly destination: string;
  /** null for ICMP. */
  readonly port: number | null;
  /** Of TCP, whose first segment is known by it at the first hop, and by its sequence number from there on. */
  readonly sourcePort: number;
  /** Eight hexadecimal digits: four bytes of the pattern of ICMP, sixteen characters of a datagram. */
  readonly token: string;
  /** Behind the head of ICMP. Odd, and no ping's own, so that a ping that takes no pattern is known by it. */
  readonly sizeBytes: number;
  readonly count: number;
}

export interface TraceWish {
  readonly origin: TraceOrigin;
  readonly protocol: Protocol;
  readonly destination: string;
  readonly port: number | null;
  /** tracefs knows a ping by its length alone, so that must be one that few others have. */
  readonly hasRareLength?: boolean;
}

/** SSH; and where traceroute(8) begins. */
const usualPorts = { tcp: 22, udp: 33_434 } as const;

/** Six bytes of chance make a probe that nobody else sends. */
export function buildTraceProbe(
  { origin, protocol, destination, port, hasRareLength = false }: TraceWish,
  chance: Uint8Array,
): TraceProbe {
  const [first = 0, second = 0] = chance.subarray(4);
  return {
    origin,
    protocol,
    destination,
    port: protocol === 'icmp' ? null : (port ?? usualPorts[protocol]),
    sourcePort: 40_000 + ((first * 256 + second) % 9_000),
    token: [...chance.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    sizeBytes: hasRareLength ? 701 + first * 2 : 65 + (first % 16) * 2,
    count: protocol === 'tcp' ? 1 : 5,
  };
}

/** What a datagram carries. */
export function toPayload({ token }: TraceProbe): string {
  return token + token;
}

/**
 * tcpdump's filter: the probes, their answers, what routers say about them, and ARP. A tag moves everything by four bytes, and `vlan`
 * changes what stands behind it (pcap-filter(7)), so it comes last.
 */
export function buildTraceFilter(probe: TraceProbe): string {
  const base = `(${buildProbeFilter(probe)}) or (icmp[0] = 3 or icmp[0] = 5 or icmp[0] = 11 or icmp[0] = 12) or arp`;
  return `(${base}) or (vlan and (${base}))`;
}

function buildProbeFilter({ protocol, token, sizeBytes, port }: TraceProbe): string {
  switch (protocol) {
    case 'icmp': {
      // Behind a timestamp of 16 bytes, or of 8 from a sender of 32 bits.
      const marked = [16, 24, 32].map((at) => `icmp[${at}:4] = 0x${token}`).join(' or ');
      return `${marked} or ((icmp[0] = 0 or icmp[0] = 8) and (ip[2:2] = ${sizeBytes + 28}))`;
    }
    case 'udp': {
      const [one, other] = [toHexText(token.slice(0, 4)), toHexText(token.slice(4))];
      return `(udp[8:4] = 0x${one} and udp[12:4] = 0x${other}) or (udp src port ${port ?? 0})`;
    }
    default:
      return 'tcp[tcpflags] & (tcp-syn|tcp-rst) != 0';
  }
}

function toHexText(text: string): string {
  return Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
