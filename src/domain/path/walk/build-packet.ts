import { etherTypes, icmpTypes, type Packet } from '../netfilter/packet.ts';
import type { Probe } from './probe.ts';

/** The port a probe comes from is any that is free; rules about source ports are for servers. */
const anyPort = 40_000;

/** The probe as it leaves its sender. An unknown destination is the empty string, which no rule about addresses can judge. */
export function buildPacket({ source, destination, protocol, port }: Probe): Packet {
  return {
    etherType: etherTypes.ipv4,
    source,
    destination: destination ?? '',
    protocol,
    sourcePort: protocol === 'icmp' ? null : anyPort,
    destinationPort: port,
    icmpType: protocol === 'icmp' ? icmpTypes.echoRequest : null,
    connectionState: 'new',
    inDevice: null,
    outDevice: null,
    physicalIn: null,
    physicalOut: null,
    sourceMac: null,
    destinationMac: null,
    arp: null,
    mark: 0,
    localAddresses: null,
  };
}

/** The answer to a packet, on the same connection. */
export function buildReply(packet: Packet): Packet {
  return {
    ...packet,
    source: packet.destination,
    destination: packet.source,
    sourcePort: packet.destinationPort,
    destinationPort: packet.sourcePort,
    icmpType: packet.icmpType === null ? null : icmpTypes.echoReply,
    connectionState: 'established',
    sourceMac: null,
    destinationMac: null,
    mark: 0,
  };
}

/** "Who has this address?" from `sender` (RFC 826). */
export function buildArpRequest(sender: string, target: string, base: Packet): Packet {
  return {
    ...base,
    etherType: etherTypes.arp,
    source: sender,
    destination: target,
    sourcePort: null,
    destinationPort: null,
    icmpType: null,
    destinationMac: 'ff:ff:ff:ff:ff:ff',
    arp: { operation: 1, target },
  };
}

/** What a router sends back where a packet is too large for the next link (RFC 1191). */
export function buildUnreachable(packet: Packet, router: string): Packet {
  return {
    ...packet,
    source: router,
    destination: packet.source,
    protocol: 'icmp',
    sourcePort: null,
    destinationPort: null,
    icmpType: icmpTypes.unreachable,
    connectionState: 'related',
    inDevice: null,
    mark: 0,
  };
}
