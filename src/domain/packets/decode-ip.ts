import ipaddr from 'ipaddr.js';
import type { Cut, IcmpMessage, IpPacket, TcpSegment, Transport, UdpDatagram } from './frame.ts';

const cut: Cut = { kind: 'cut' };
const protocols = { icmp: 1, tcp: 6, udp: 17, icmp6: 58 } as const;
/** Hop-by-hop options, routing, destination options (RFC 8200): headers in front of what is carried. */
const extensions: ReadonlySet<number> = new Set([0, 43, 60]);
const fragmentHeader = 44;

/** A packet of IP, or the beginning of one that an ICMP error quotes. */
export function decodeIp(view: DataView): IpPacket | Cut {
  const version = view.byteLength > 0 ? view.getUint8(0) >> 4 : 0;
  return version === 4 ? decodeIpv4(view) : version === 6 ? decodeIpv6(view) : cut;
}

function decodeIpv4(view: DataView): IpPacket | Cut {
  const headBytes = (view.getUint8(0) & 0x0f) * 4;
  if (headBytes < 20 || view.byteLength < headBytes) {
    return cut;
  }
  const lengthBytes = view.getUint16(2);
  const fragment = view.getUint16(6);
  const isLaterFragment = (fragment & 0x1fff) !== 0;
  return {
    kind: 'ip',
    version: 4,
    source: readAddress(view, 12, 4),
    destination: readAddress(view, 16, 4),
    timeToLive: view.getUint8(8),
    identification: view.getUint16(4),
    mayNotFragment: (fragment & 0x4000) !== 0,
    isLaterFragment,
    lengthBytes,
    transport: isLaterFragment ? cut : decodeTransport(view, headBytes, view.getUint8(9), lengthBytes - headBytes),
  };
}

function decodeIpv6(view: DataView): IpPacket | Cut {
  if (view.byteLength < 40) {
    return cut;
  }
  const payloadBytes = view.getUint16(4);
  const inner = skipExtensions(view);
  return {
    kind: 'ip',
    version: 6,
    source: readAddress(view, 8, 16),
    destination: readAddress(view, 24, 16),
    timeToLive: view.getUint8(7),
    identification: null,
    mayNotFragment: true,
    isLaterFragment: inner.isLaterFragment,
    lengthBytes: 40 + payloadBytes,
    transport: inner.isLaterFragment ? cut : decodeTransport(view, inner.at, inner.protocol, payloadBytes - (inner.at - 40)),
  };
}

function skipExtensions(view: DataView): { readonly at: number; readonly protocol: number; readonly isLaterFragment: boolean } {
  let [at, protocol] = [40, view.getUint8(6)];
  let isLaterFragment = false;
  while ((extensions.has(protocol) || protocol === fragmentHeader) && view.byteLength >= at + 8) {
    const isFragment = protocol === fragmentHeader;
    isLaterFragment ||= isFragment && (view.getUint16(at + 2) & 0xfff8) !== 0;
    protocol = view.getUint8(at);
    at += isFragment ? 8 : (view.getUint8(at + 1) + 1) * 8;
  }
  return { at, protocol, isLaterFragment };
}

function decodeTransport(view: DataView, at: number, protocol: number, lengthBytes: number): Transport {
  const left = view.byteLength - at;
  switch (protocol) {
    case protocols.icmp:
    case protocols.icmp6:
      return left < 8 ? cut : decodeIcmp(view, at, protocol === protocols.icmp6);
    case protocols.tcp:
      return left < 8 ? cut : decodeTcp(view, at, lengthBytes);
    case protocols.udp:
      return left < 8 ? cut : decodeUdp(view, at);
    default:
      return { kind: 'other', protocol };
  }
}

/** Destination unreachable, source quench, redirect, time exceeded, parameter problem; of version 6 all below 128. */
const errorTypes: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);

function decodeIcmp(view: DataView, at: number, isVersion6: boolean): IcmpMessage {
  const type = view.getUint8(at);
  const isError = isVersion6 ? type < 128 : errorTypes.has(type);
  const data = new Uint8Array(view.buffer, view.byteOffset + at + 8, view.byteLength - at - 8);
  const quoted = isError ? decodeIp(new DataView(data.buffer, data.byteOffset, data.byteLength)) : cut;
  return {
    kind: 'icmp',
    type,
    code: view.getUint8(at + 1),
    id: view.getUint16(at + 4),
    sequence: view.getUint16(at + 6),
    data,
    quoted: quoted.kind === 'ip' ? quoted : null,
  };
}

/** An error quotes only the first eight bytes of a segment: ports and sequence number. */
function decodeTcp(view: DataView, at: number, lengthBytes: number): TcpSegment {
  const isWhole = view.byteLength >= at + 20;
  const headBytes = isWhole ? (view.getUint8(at + 12) >> 4) * 4 : 20;
  return {
    kind: 'tcp',
    sourcePort: view.getUint16(at),
    destinationPort: view.getUint16(at + 2),
    sequence: view.getUint32(at + 4),
    acknowledgement: isWhole ? view.getUint32(at + 8) : 0,
    flags: isWhole ? view.getUint8(at + 13) : 0,
    windowBytes: isWhole ? view.getUint16(at + 14) : 0,
    payloadBytes: Math.max(0, lengthBytes - headBytes),
  };
}

function decodeUdp(view: DataView, at: number): UdpDatagram {
  const lengthBytes = view.getUint16(at + 4);
  const end = Math.min(view.byteLength, at + Math.max(8, lengthBytes));
  return {
    kind: 'udp',
    sourcePort: view.getUint16(at),
    destinationPort: view.getUint16(at + 2),
    lengthBytes: Math.max(0, lengthBytes - 8),
    payload: new Uint8Array(view.buffer, view.byteOffset + at + 8, end - at - 8),
  };
}

function readAddress(view: DataView, at: number, length: 4 | 16): string {
  return ipaddr.fromByteArray(Array.from(new Uint8Array(view.buffer, view.byteOffset + at, length))).toString();
}
