import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { StepState } from '#domain/activity/operation.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import type { Tone } from '#renderer/ui/state-mark-shape.tsx';

export const stepWords: Readonly<Record<StepState, { readonly tone: Tone; readonly word: string }>> = {
  waiting: { tone: 'off', word: 'Waiting' },
  running: { tone: 'busy', word: 'Running' },
  done: { tone: 'ok', word: 'Done' },
  failed: { tone: 'broken', word: 'Failed' },
  undoing: { tone: 'busy', word: 'Undoing' },
  undone: { tone: 'attention', word: 'Undone' },
  'undo-failed': { tone: 'broken', word: 'Could not be undone' },
  skipped: { tone: 'off', word: 'Skipped' },
  interrupted: { tone: 'attention', word: 'Interrupted' },
};

export const summaryWords: Readonly<Record<OperationSummary['state'], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'busy', word: 'Running' },
  succeeded: { tone: 'ok', word: 'Succeeded' },
  failed: { tone: 'broken', word: 'Failed' },
  cancelled: { tone: 'attention', word: 'Cancelled' },
  undone: { tone: 'attention', word: 'Undone' },
  interrupted: { tone: 'attention', word: 'Interrupted' },
};

export function toSummaryState({ outcome }: Operation): OperationSummary['state'] {
  return outcome === null ? 'running' : outcome.kind;
}

/** What happens now and what comes next, in one line each. */
export function describeProgress({ steps, outcome }: Operation): { readonly now: string; readonly next: string | null } {
  if (outcome !== null) {
    return { now: summaryWords[outcome.kind].word, next: null };
  }
  const undoing = steps.find(({ state }) => state === 'undoing');
  if (undoing !== undefined) {
    return { now: `Taking back: ${undoing.title}`, next: null };
  }
  const running = steps.find(({ state }) => state === 'running');
  const next = steps.find(({ state }) => state === 'waiting');
  return { now: running?.title ?? 'Between two steps', next: next === undefined ? null : next.title };
}
