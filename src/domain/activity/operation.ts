import type { PlanTarget } from '../plans/plan.ts';

export type StepState =
  | 'waiting'
  | 'running'
  | 'done'
  | 'failed'
  | 'undoing'
  | 'undone'
  | 'undo-failed'
  | 'skipped'
  /** It, or its undo, ran when the runner ended. Never in the journal: the lack of an end says it. */
  | 'interrupted';

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
  /** Somebody had an interrupted operation go on, or taken back; or one that had succeeded taken back. The journal goes on. */
  | { readonly kind: 'turned'; readonly way: OperationWay; readonly by: string; readonly atEpochMs: number }
  | {
      readonly kind: 'step';
      readonly stepId: string;
      readonly state: StepState;
      readonly atEpochMs: number;
      readonly exitCode: number | null;
      readonly stderr: string | null;
    }
  | { readonly kind: 'output'; readonly stepId: string; readonly text: string }
  /** The end of what the running step has said so far; told while it runs and never journaled. Replaces the one before. */
  | { readonly kind: 'live-output'; readonly stepId: string; readonly text: string }
  /** How far the running step is; told while it runs and never journaled. `totalBytes` is null where nobody knows it. */
  | {
      readonly kind: 'progress';
      readonly stepId: string;
      readonly doneBytes: number;
      readonly totalBytes: number | null;
      readonly atEpochMs: number;
    }
  | { readonly kind: 'finished'; readonly outcome: OperationOutcome; readonly atEpochMs: number };

/** What can be done with an operation that does not run: let it go on, or take it back. */
export type OperationWay = 'resume' | 'undo';

/** A step as the journal's first line describes it, with all that must be known to say what a resume or an undo would do. */
export interface OperationStepTitle {
  readonly id: string;
  readonly title: string;
  readonly command: string;
  readonly isGuard: boolean;
  /** A request to cancel ends its command at once. */
  readonly isCancellable: boolean;
  /** The command that proves it; null where there is none. */
  readonly check: string | null;
  readonly undo: { readonly title: string; readonly command: string; readonly coversFailure: boolean } | null;
  /** See PlanStep. */
  readonly onInterruption: 'undo-first' | 'trust-check' | 'run-again';
}

/** `leftovers`: what could not be taken back, a sentence each; empty where nothing was left behind. */
export type OperationOutcome =
  | { readonly kind: 'succeeded' }
  | {
      readonly kind: 'failed';
      readonly stepId: string;
      readonly message: string;
      readonly hint: string | null;
      readonly leftovers: readonly string[];
    }
  | { readonly kind: 'cancelled'; readonly leftovers: readonly string[] }
  /** Taken back because somebody asked for it: after an interruption, or after it had succeeded. */
  | { readonly kind: 'undone'; readonly leftovers: readonly string[] }
  /** Its journal has no end and no runner lives; nothing was undone. `reason`: a sentence. It can be resumed or undone. */
  | { readonly kind: 'interrupted'; readonly stepId: string | null; readonly reason: string };

/** What an operation left behind, a sentence each. */
export function listLeftovers(outcome: OperationOutcome | null): readonly string[] {
  return outcome !== null && 'leftovers' in outcome ? outcome.leftovers : [];
}
