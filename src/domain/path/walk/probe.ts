import type { Protocol } from '../netfilter/packet.ts';

/** The packet that is thought through: from a station in the network outside to a machine, or to an instance inside it. */
export interface Probe {
  readonly source: string;
  /** null: no address of the machine is known, so only frames can be followed. */
  readonly destination: string | null;
  readonly protocol: Protocol;
  /** null for ICMP. */
  readonly port: number | null;
}
