import type { Evidence } from './evidence.ts';
import type { HopPlace } from './chain.ts';
import type { Finding } from './causes/cause.ts';
import type { Probe } from './walk/probe.ts';
import type { Lane, StepId } from './walk/walk-step.ts';

/**
 * healthy: nothing of what was looked at stops or harms the probe. broken: at least one cause was found. unclear: no cause was found,
 * and something decides about the probe that could not be read or understood; that is never called healthy.
 */
export type Verdict = 'healthy' | 'broken' | 'unclear';

/** How far inside somebody looked. */
export type Reach = 'host' | 'machine' | 'nested';

/** What was thought through for one card of a machine, without sending a packet. */
export interface Diagnosis {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly probe: Probe;
  readonly reach: Reach;
  /** The worst first, then in the order of the way. Notices do not make a path broken. */
  readonly findings: readonly Finding[];
  /** What could not be judged, each with where to look. */
  readonly doubts: readonly Doubt[];
  readonly steps: readonly DiagnosisStep[];
}

export interface Doubt {
  readonly place: HopPlace;
  readonly device: string | null;
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

/** One station of the walk: what decided there, and what the packet's header was behind it. */
export interface DiagnosisStep {
  readonly id: StepId;
  readonly lane: Lane;
  readonly place: HopPlace;
  readonly device: string | null;
  readonly title: string;
  readonly verdict: 'pass' | 'block' | 'unknown';
  readonly decision: string;
  readonly header: { readonly source: string; readonly destination: string };
  readonly evidence: readonly Evidence[];
}
