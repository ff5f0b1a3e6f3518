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
  readonly state: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
}
