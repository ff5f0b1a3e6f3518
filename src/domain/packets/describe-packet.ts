import { describeDhcp } from './describe-dhcp.ts';
import { describeDns } from './describe-dns.ts';
import { describeIcmp } from './describe-icmp.ts';
import { tcpFlags, type ArpPacket, type Frame, type IpPacket, type TcpSegment, type UdpDatagram } from './frame.ts';

/** A packet as one line of a list. */
export interface PacketSummary {
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  readonly text: string;
}

/** What a person has to know of most packets, so that nobody needs more for them. */
export function describePacket(frame: Frame): PacketSummary {
  const { network, sourceMac, destinationMac } = frame;
  const ends = { source: sourceMac ?? '', destination: destinationMac ?? '' };
  const tag = frame.vlans.length === 0 ? '' : `VLAN ${frame.vlans.join('.')}, `;
  switch (network.kind) {
    case 'arp':
      return { protocol: 'ARP', ...ends, text: tag + describeArp(network) };
    case 'ip': {
      const inner = describeIp(network);
      return { ...inner, text: tag + inner.text };
    }
    case 'other':
      return { protocol: 'Ethernet', ...ends, text: `${tag}type 0x${network.etherType.toString(16).padStart(4, '0')}` };
    default:
      return { protocol: '?', ...ends, text: `${tag}cut off, or no packet that is known here` };
  }
}

function describeArp({ operation, senderMac, senderAddress, targetAddress }: ArpPacket): string {
  if (operation === 'request') {
    return senderAddress === targetAddress
      ? `${senderAddress} is at ${senderMac} (said unasked)`
      : `Who has ${targetAddress}? Tell ${senderAddress}`;
  }
  return operation === 'reply'
    ? `${senderAddress} is at ${senderMac}`
    : `operation between ${senderAddress} and ${targetAddress}`;
}

function describeIp(packet: IpPacket): PacketSummary {
  const { source, destination, transport, version, lengthBytes } = packet;
  const ends = { source, destination };
  if (packet.isLaterFragment) {
    return { protocol: `IPv${version}`, ...ends, text: `a later fragment, ${lengthBytes} bytes` };
  }
  switch (transport.kind) {
    case 'icmp':
      return {
        protocol: version === 6 ? 'ICMPv6' : 'ICMP',
        ...ends,
        text: `${describeIcmp(transport, version)}, ttl ${packet.timeToLive}`,
      };
    case 'tcp':
      return { protocol: 'TCP', ...ends, text: describeTcp(transport) };
    case 'udp':
      return describeUdp(transport, ends);
    case 'other':
      return { protocol: `IPv${version}`, ...ends, text: `protocol ${transport.protocol}, ${lengthBytes} bytes` };
    default:
      return { protocol: `IPv${version}`, ...ends, text: `cut off, ${lengthBytes} bytes` };
  }
}

const flagNames = [
  ['SYN', tcpFlags.syn],
  ['FIN', tcpFlags.fin],
  ['RST', tcpFlags.rst],
  ['PSH', tcpFlags.psh],
  ['ACK', tcpFlags.ack],
] as const;

function describeTcp({
  sourcePort,
  destinationPort,
  flags,
  sequence,
  acknowledgement,
  windowBytes,
  payloadBytes,
}: TcpSegment): string {
  const named = flagNames.filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name);
  const answered = (flags & tcpFlags.ack) === 0 ? '' : ` ack ${acknowledgement}`;
  return `${sourcePort} → ${destinationPort} [${named.join(' ')}] seq ${sequence}${answered} window ${windowBytes}, ${payloadBytes} bytes`;
}

const dhcpPorts: ReadonlySet<number> = new Set([67, 68]);
const dnsPorts: ReadonlySet<number> = new Set([53, 5353]);

function describeUdp(datagram: UdpDatagram, ends: Pick<PacketSummary, 'source' | 'destination'>): PacketSummary {
  const { sourcePort, destinationPort, lengthBytes, payload } = datagram;
  const plain = `${sourcePort} → ${destinationPort}, ${lengthBytes} bytes`;
  if (dhcpPorts.has(sourcePort) && dhcpPorts.has(destinationPort)) {
    return { protocol: 'DHCP', ...ends, text: describeDhcp(payload) ?? plain };
  }
  const dns = dnsPorts.has(sourcePort) || dnsPorts.has(destinationPort) ? describeDns(payload) : null;
  return dns === null ? { protocol: 'UDP', ...ends, text: plain } : { protocol: 'DNS', ...ends, text: dns };
}
