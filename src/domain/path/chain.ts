import type { LinkAddress, LinkCounters } from '../hosts/network-facts.ts';

export type HopKind = 'physical' | 'bridge' | 'tap' | 'guest-nic' | 'guest-bridge' | 'guest-tap' | 'nested-nic' | 'other';

/** Where a hop lives: the lane of the diagram. */
export type HopPlace = 'host' | 'machine' | 'nested';

/**
 * up / no-carrier / down: seen on the live system. missing: it should be here and is not (an outlined gap with its reason).
 * inferred: concluded from the outside (dashed, with its evidence). not-inspected: nobody looked inside yet. blind: somebody looked,
 * and could not see it.
 */
export type HopState = 'up' | 'no-carrier' | 'down' | 'missing' | 'inferred' | 'not-inspected' | 'blind';

/** How a hop is known. What is missing was looked for, so that is seen too. */
export type HopCertainty = 'seen' | 'inferred' | 'not-inspected' | 'blind';

export function certaintyOf(state: HopState): HopCertainty {
  return state === 'inferred' || state === 'not-inspected' || state === 'blind' ? state : 'seen';
}

/** One more thing that was read about a hop, with the command that showed it. */
export interface HopFact {
  readonly label: string;
  readonly value: string;
  readonly command: string;
}

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
  /** What its kind alone has: a port's state, what a bridge was told. */
  readonly facts: readonly HopFact[];
  readonly warnings: readonly string[];
}

/** Two neighbouring hops and whether they were seen joined. */
export interface HopJoin {
  readonly fromHopId: string;
  readonly toHopId: string;
  readonly state: 'joined' | 'broken' | 'inferred' | 'not-inspected';
  readonly reason: string | null;
}

/** Where a header is rewritten, between two hops of one lane. */
export interface NatPoint {
  readonly lane: 'forward' | 'reverse';
  readonly fromHopId: string;
  readonly toHopId: string;
  readonly kind: 'destination' | 'source';
  readonly from: string;
  readonly to: string;
  /** As its tool prints it. */
  readonly rule: string;
  readonly counter: { readonly packets: number; readonly bytes: number } | null;
  readonly command: string;
}

/** The nested machine at the inner end of a chain. */
export interface ChainInstance {
  /** As its cloud calls it; null where nobody said. */
  readonly name: string | null;
  readonly mac: string | null;
  readonly privateAddress: string | null;
  readonly publicAddresses: readonly string[];
}

/** Hops in the order in which a packet comes through them; inwards and back they need not be the same. */
export interface ChainLanes {
  readonly forward: readonly string[];
  readonly reverse: readonly string[];
}

/**
 * The seed's seven devices for one NIC of one machine and, where the machine was looked into, one of its instances; discovered from
 * the live host.
 */
export interface Chain {
  readonly machineName: string;
  readonly nicMac: string | null;
  /** null: none is known, or the machine has none. */
  readonly instance: ChainInstance | null;
  readonly hops: readonly Hop[];
  readonly joins: readonly HopJoin[];
  readonly lanes: ChainLanes;
  readonly nat: readonly NatPoint[];
  readonly readAtEpochMs: number;
}
