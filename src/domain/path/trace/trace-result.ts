import type { Fix } from '../causes/cause.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { Evidence } from '../evidence.ts';
import type { PlaceFacts } from '../place-facts.ts';
import type { HopPlace } from '../chain.ts';
import type { Lane } from '../walk/walk-step.ts';
import type { Copy, Sightings } from './copy.ts';
import type { CounterChange } from './find-counter-changes.ts';
import type { Rewrite } from './find-rewrites.ts';
import type { KernelReport } from './kernel/kernel-report.ts';
import type { TracePlan } from './trace-plan.ts';
import type { TraceProbe } from './trace-probe.ts';

/**
 * passed: there and back. answered: the same, and whether its target answered is not proved. refused: it arrived, and its target said no. one-way: it arrived, and nothing answers this kind. unanswered:
 * it arrived, and no answer left. lost, reply-lost: on the way. wrong-answer: somebody else answered. not-sent: it never left.
 */
export type TraceOutcome =
  'passed' | 'answered' | 'refused' | 'one-way' | 'unanswered' | 'lost' | 'reply-lost' | 'wrong-answer' | 'not-sent';

/**
 * In the order of evidence: seen on the wire; told by the kernel of this very probe; counters or ARP of the kernel that fit the probes; an error message about the probe; what
 * the rules and switches say; only between which hops.
 */
export type Certainty = 'seen' | 'proved' | 'very-likely' | 'told' | 'likely' | 'narrowed';

export interface TraceVerdict {
  readonly outcome: TraceOutcome;
  readonly certainty: Certainty;
  /** What happened, and why where that is known. */
  readonly sentence: string;
  /** Where: between which hops. */
  readonly where: string;
  readonly lane: Lane | null;
  readonly lastHopId: string | null;
  readonly nextHopId: string | null;
  readonly causeId: string | null;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | null;
}

/** What the sending program said. */
export interface SenderReport {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Everything that is known when the last answer could have come. */
export interface TraceObservation {
  readonly probe: TraceProbe;
  readonly plan: TracePlan;
  readonly sightings: Sightings;
  readonly sender: SenderReport;
  /** Each place before and after, where it could be read. */
  readonly places: readonly ReadPlace[];
  /** What the walk over the rules says, read before the probes; null where it could not be made. */
  readonly diagnosis: Diagnosis | null;
  /** What the kernels told, where that was wished. */
  readonly kernel: readonly KernelReport[];
}

export interface ReadPlace {
  readonly place: HopPlace;
  readonly before: PlaceFacts;
  readonly after: PlaceFacts;
}

export interface TraceResult {
  readonly machineName: string;
  readonly startedAtEpochMs: number;
  readonly durationMs: number;
  readonly probe: TraceProbe;
  readonly plan: TracePlan;
  readonly verdict: TraceVerdict;
  readonly copies: readonly Copy[];
  readonly errors: Sightings['errors'];
  readonly rewrites: readonly Rewrite[];
  readonly changes: readonly CounterChange[];
  /** Translated connections of the probe, as the kernel shows them. */
  readonly connections: readonly string[];
  readonly sender: SenderReport;
  /** What the kernels told; empty where nobody asked them. */
  readonly kernel: readonly KernelReport[];
}

/** A trace as it goes on. */
export type TraceEvent =
  | { readonly kind: 'stage'; readonly sentence: string }
  | { readonly kind: 'plan'; readonly probe: TraceProbe; readonly plan: TracePlan }
  | { readonly kind: 'listening'; readonly hopId: string }
  | { readonly kind: 'blind'; readonly hopId: string; readonly reason: string }
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'result'; readonly result: TraceResult };
