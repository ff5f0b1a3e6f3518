import type { PlanTarget } from '../plans/plan.ts';

/** An operation as the host's journal has it, begun by whoever, from whichever laptop. */
export interface OperationSummary {
  readonly hostId: string;
  readonly operationId: string;
  readonly title: string;
  readonly subject: string;
  readonly target: PlanTarget;
  /** Until when it can be undone after it has succeeded, by the host's clock; null where it never can. */
  readonly undoableUntilEpochMs: number | null;
  readonly startedBy: string;
  readonly startedEpochMs: number;
  readonly state: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'undone' | 'interrupted';
  /** Where it was interrupted; null in every other state. */
  readonly interruption: Interruption | null;
  /** What could not be taken back, a sentence each. */
  readonly leftovers: readonly string[];
}

export interface Interruption {
  /** From 1; 0 where it had not come to its first step. */
  readonly stepNumber: number;
  readonly stepCount: number;
  /** Of that step; null before the first. */
  readonly stepTitle: string | null;
  /** It was being taken back, so it can only be taken back further. */
  readonly isUndoing: boolean;
  /** A sentence. */
  readonly reason: string;
}
