/** A packet as rules see it at one hook. */
export interface Packet {
  readonly etherType: number;
  readonly source: string;
  readonly destination: string;
  readonly protocol: Protocol;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly icmpType: number | null;
  readonly connectionState: 'new' | 'established' | 'related';
  readonly inDevice: string | null;
  readonly outDevice: string | null;
  /** Where a bridge hands its frames to iptables: the ports, while in and out are the bridge. */
  readonly physicalIn: string | null;
  readonly physicalOut: string | null;
  readonly sourceMac: string | null;
  readonly destinationMac: string | null;
  /** Of an ARP request; null for all else. */
  readonly arp: { readonly operation: number; readonly target: string } | null;
  /** null: some rule may have set it, and nobody knows. */
  readonly mark: number | null;
  /** Addresses of the place whose rules these are; null where they could not be read. */
  readonly localAddresses: readonly string[] | null;
}

export type Protocol = 'icmp' | 'tcp' | 'udp';

export const etherTypes = { ipv4: 0x0800, arp: 0x0806 } as const;

/** ICMP types of the probe and of what answers for it (RFC 792). */
export const icmpTypes = { echoReply: 0, unreachable: 3, echoRequest: 8 } as const;
