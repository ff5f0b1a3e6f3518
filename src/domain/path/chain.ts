import type { LinkAddress, LinkCounters } from '../hosts/network-facts.ts';

export type HopKind = 'physical' | 'bridge' | 'tap' | 'guest-nic' | 'guest-bridge' | 'guest-tap' | 'nested-nic' | 'other';

/** Where a hop lives: the lane of the diagram. */
export type HopPlace = 'host' | 'machine' | 'nested';

/**
 * up / no-carrier / down: seen on the live system. missing: it should be here and is not (an outlined gap with its reason).
 * inferred: concluded from the outside (dashed, with its evidence). not-inspected: nobody looked inside yet.
 */
export type HopState = 'up' | 'no-carrier' | 'down' | 'missing' | 'inferred' | 'not-inspected';

export interface Hop {
  readonly id: string;
  readonly kind: HopKind;
  readonly place: HopPlace;
  readonly name: string;
  readonly state: HopState;
  readonly mac: string | null;
  readonly mtu: number | null;
  readonly addresses: readonly LinkAddress[];
  readonly counters: LinkCounters | null;
  /** One sentence: why it is missing, what was not inspected, what is odd. */
  readonly reason: string | null;
  /** The command that showed it. */
  readonly evidence: string;
  readonly warnings: readonly string[];
}

/** Two neighbouring hops and whether they were seen joined. */
export interface HopJoin {
  readonly fromHopId: string;
  readonly toHopId: string;
  readonly state: 'joined' | 'broken' | 'inferred' | 'not-inspected';
  readonly reason: string | null;
}

/** The seed's seven devices for one NIC of one machine, discovered from the live host. */
export interface Chain {
  readonly machineName: string;
  readonly nicMac: string | null;
  readonly hops: readonly Hop[];
  readonly joins: readonly HopJoin[];
  readonly readAtEpochMs: number;
}
