import type { Lane } from '../walk/walk-step.ts';

/** One probe, or its answer, as it was seen at one hop. */
export interface Copy {
  readonly hopId: string;
  readonly lane: Lane;
  /** Which of the probes: the same at every hop. */
  readonly number: number;
  readonly atMicroseconds: number;
  readonly source: string;
  readonly destination: string;
  /** Ports of TCP and UDP; ICMP has its id on both sides. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly timeToLive: number;
  readonly sourceMac: string | null;
  readonly destinationMac: string | null;
  /** An answer that says no: a reset. */
  readonly isRefusal: boolean;
}

/** What a router or the target says about a probe that it could not pass on (RFC 792). */
export interface QuotedError {
  readonly hopId: string;
  readonly source: string;
  readonly destination: string;
  readonly type: number;
  readonly code: number;
  readonly text: string;
}

export interface ArpSeen {
  readonly hopId: string;
  readonly operation: 'request' | 'reply';
  readonly sender: string;
  readonly senderMac: string;
  readonly target: string;
}

/** Everything of interest that was captured, hop by hop. */
export interface Sightings {
  readonly copies: readonly Copy[];
  readonly errors: readonly QuotedError[];
  readonly arps: readonly ArpSeen[];
}
