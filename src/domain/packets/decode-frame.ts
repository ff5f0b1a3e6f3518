import { linkTypes, type CapturedPacket } from './captured-packet.ts';
import { decodeIp } from './decode-ip.ts';
import type { ArpPacket, Cut, Frame, Network } from './frame.ts';

const cut: Cut = { kind: 'cut' };
const etherTypes = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd, vlan: 0x8100, provider: 0x88a8, oldProvider: 0x9100 } as const;

/** Whatever the bytes are, this ends: what is not understood is `cut` or `other`. */
export function decodeFrame({ bytes, linkType }: Pick<CapturedPacket, 'bytes' | 'linkType'>): Frame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (linkType) {
    case linkTypes.ethernet:
      return decodeEthernet(view);
    case linkTypes.cooked:
      return decodeCooked(view, { protocolAt: 14, macAt: 6, length: 16 });
    case linkTypes.cooked2:
      return decodeCooked(view, { protocolAt: 0, macAt: 12, length: 20 });
    case linkTypes.raw:
      return { sourceMac: null, destinationMac: null, vlans: [], network: decodeIp(view) };
    default:
      return { sourceMac: null, destinationMac: null, vlans: [], network: { kind: 'other', etherType: 0 } };
  }
}

function decodeEthernet(view: DataView): Frame {
  if (view.byteLength < 14) {
    return { sourceMac: null, destinationMac: null, vlans: [], network: cut };
  }
  const vlans: number[] = [];
  let at = 12;
  let etherType = view.getUint16(at);
  while (isTag(etherType) && view.byteLength >= at + 6) {
    vlans.push(view.getUint16(at + 2) & 0x0fff);
    at += 4;
    etherType = view.getUint16(at);
  }
  return {
    destinationMac: readMac(view, 0),
    sourceMac: readMac(view, 6),
    vlans,
    network: decodeNetwork(view, at + 2, etherType),
  };
}

function isTag(etherType: number): boolean {
  return etherType === etherTypes.vlan || etherType === etherTypes.provider || etherType === etherTypes.oldProvider;
}

interface CookedHead {
  readonly protocolAt: number;
  readonly macAt: number;
  readonly length: number;
}

function decodeCooked(view: DataView, { protocolAt, macAt, length }: CookedHead): Frame {
  if (view.byteLength < length) {
    return { sourceMac: null, destinationMac: null, vlans: [], network: cut };
  }
  const network = decodeNetwork(view, length, view.getUint16(protocolAt));
  return { sourceMac: readMac(view, macAt), destinationMac: null, vlans: [], network };
}

function decodeNetwork(view: DataView, at: number, etherType: number): Network {
  switch (etherType) {
    case etherTypes.ipv4:
    case etherTypes.ipv6:
      return decodeIp(new DataView(view.buffer, view.byteOffset + at, view.byteLength - at));
    case etherTypes.arp:
      return decodeArp(view, at);
    default:
      return { kind: 'other', etherType };
  }
}

function decodeArp(view: DataView, at: number): ArpPacket | Cut {
  // Ethernet and IPv4: addresses of six and of four bytes.
  if (view.byteLength < at + 28 || view.getUint16(at + 4) !== 0x0604) {
    return cut;
  }
  const operation = view.getUint16(at + 6);
  return {
    kind: 'arp',
    operation: operation === 1 ? 'request' : operation === 2 ? 'reply' : 'other',
    senderMac: readMac(view, at + 8),
    senderAddress: readAddress(view, at + 14),
    targetMac: readMac(view, at + 18),
    targetAddress: readAddress(view, at + 24),
  };
}

function readMac(view: DataView, at: number): string {
  return Array.from({ length: 6 }, (_, index) =>
    view
      .getUint8(at + index)
      .toString(16)
      .padStart(2, '0'),
  ).join(':');
}

function readAddress(view: DataView, at: number): string {
  return Array.from({ length: 4 }, (_, index) => view.getUint8(at + index)).join('.');
}
