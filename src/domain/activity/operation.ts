import type { PlanTarget } from '../plans/plan.ts';

export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'undoing' | 'undone' | 'undo-failed' | 'skipped';

/** What the host's journal says, event by event. The same events again give the same picture: see buildOperation. */
export type OperationEvent =
  | {
      readonly kind: 'started';
      readonly operationId: string;
      readonly title: string;
      readonly subject: string;
      readonly target: PlanTarget;
      /** Until when it can be undone after it has succeeded, by the host's clock; null where it never can. */
      readonly undoableUntilEpochMs: number | null;
      readonly steps: readonly OperationStepTitle[];
      readonly startedBy: string;
      readonly atEpochMs: number;
    }
  | {
      readonly kind: 'step';
      readonly stepId: string;
      readonly state: StepState;
      readonly atEpochMs: number;
      readonly exitCode: number | null;
      readonly stderr: string | null;
    }
  | { readonly kind: 'output'; readonly stepId: string; readonly text: string }
  /** How far the running step is; told while it runs and never journaled. `totalBytes` is null where nobody knows it. */
  | {
      readonly kind: 'progress';
      readonly stepId: string;
      readonly doneBytes: number;
      readonly totalBytes: number | null;
      readonly atEpochMs: number;
    }
  | { readonly kind: 'finished'; readonly outcome: OperationOutcome; readonly atEpochMs: number };

export interface OperationStepTitle {
  readonly id: string;
  readonly title: string;
  readonly command: string;
}

export type OperationOutcome =
  | { readonly kind: 'succeeded' }
  | {
      readonly kind: 'failed';
      readonly stepId: string;
      readonly message: string;
      readonly hint: string | null;
      /** What could not be taken back, a sentence each; empty where nothing was left behind. */
      readonly leftovers: readonly string[];
    }
  | { readonly kind: 'cancelled'; readonly leftovers: readonly string[] }
  /** No end in the journal and no runner alive: the host was restarted, or the runner was killed. Nothing was undone. */
  | { readonly kind: 'interrupted'; readonly stepId: string | null };
