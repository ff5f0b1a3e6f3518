import type { HopPlace } from '../chain.ts';

/** One hop that is listened at; its position in the list is its number in every event. */
export interface CaptureHop {
  readonly hopId: string;
  readonly name: string;
  readonly place: HopPlace;
  /** For the description in a capture file: "em1 of the host, physical". */
  readonly description: string;
}

/** A packet on its way to a person; `base64` because events are text in some shells. */
export interface CapturePacket {
  readonly atMicroseconds: number;
  readonly linkType: number;
  readonly originalLength: number;
  readonly base64: string;
}

/** A capture as it goes on. */
export type CaptureEvent =
  | { readonly kind: 'hops'; readonly hops: readonly CaptureHop[]; readonly filter: string }
  | { readonly kind: 'listening'; readonly at: number }
  | { readonly kind: 'packets'; readonly at: number; readonly packets: readonly CapturePacket[] }
  /** What passed the filter, and what the kernel there could not keep. */
  | { readonly kind: 'counts'; readonly at: number; readonly received: number; readonly dropped: number }
  /** Packets that arrived here faster than they were taken, and were left out. */
  | { readonly kind: 'left-out'; readonly count: number }
  | { readonly kind: 'ended'; readonly at: number; readonly reason: string | null };
