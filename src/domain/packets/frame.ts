/** What was read of a packet, from the outside in. `cut`: the capture ends before it does, or it is no such packet. */
export interface Frame {
  /** null where the link has none, or shows only one (Linux's cooked captures). */
  readonly sourceMac: string | null;
  readonly destinationMac: string | null;
  /** Outermost first (802.1Q, 802.1ad). */
  readonly vlans: readonly number[];
  readonly network: Network;
}

export type Network = ArpPacket | IpPacket | { readonly kind: 'other'; readonly etherType: number } | Cut;

export interface Cut {
  readonly kind: 'cut';
}

/** RFC 826. */
export interface ArpPacket {
  readonly kind: 'arp';
  readonly operation: 'request' | 'reply' | 'other';
  readonly senderMac: string;
  readonly senderAddress: string;
  readonly targetMac: string;
  readonly targetAddress: string;
}

export interface IpPacket {
  readonly kind: 'ip';
  readonly version: 4 | 6;
  readonly source: string;
  readonly destination: string;
  readonly timeToLive: number;
  /** The identification of IPv4, which stays the same through NAT. */
  readonly identification: number | null;
  readonly mayNotFragment: boolean;
  readonly isLaterFragment: boolean;
  readonly lengthBytes: number;
  readonly transport: Transport;
}

export type Transport = IcmpMessage | TcpSegment | UdpDatagram | { readonly kind: 'other'; readonly protocol: number } | Cut;

export interface IcmpMessage {
  readonly kind: 'icmp';
  readonly type: number;
  readonly code: number;
  /** Of echoes; what these four bytes mean differs elsewhere. */
  readonly id: number;
  readonly sequence: number;
  /** Behind the first eight bytes. */
  readonly data: Uint8Array;
  /** The packet that an error is about (RFC 792, RFC 4443). */
  readonly quoted: IpPacket | null;
}

export interface TcpSegment {
  readonly kind: 'tcp';
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly windowBytes: number;
  readonly payloadBytes: number;
}

export interface UdpDatagram {
  readonly kind: 'udp';
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly lengthBytes: number;
  readonly payload: Uint8Array;
}

export const tcpFlags = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 } as const;
