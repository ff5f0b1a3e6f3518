import { getPercent, getRemainingMs, type StepProgress } from '#domain/activity/step-progress.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { StepState } from '#domain/activity/operation.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '#renderer/ui/format.ts';
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

/** How it stands in a list: "Interrupted at 4 of 6", "Failed, 1 left behind". */
export function describeState({ state, interruption, leftovers }: OperationSummary): string {
  const { word } = summaryWords[state];
  if (interruption !== null) {
    return `${word} at ${interruption.stepNumber.toString()} of ${interruption.stepCount.toString()}`;
  }
  return leftovers.length === 0 ? word : `${word}, ${leftovers.length.toString()} left behind`;
}

/** "120 MiB of 268 MiB, 3.1 MiB/s, 47 s left", as far as it is known. */
export function describeBytes(progress: StepProgress): string {
  const { doneBytes, totalBytes, bytesPerSecond } = progress;
  const remainingMs = getRemainingMs(progress);
  return [
    totalBytes === null ? formatBytes(doneBytes) : `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
    ...(bytesPerSecond === null ? [] : [`${formatBytes(bytesPerSecond)}/s`]),
    ...(remainingMs === null ? [] : [`${formatDuration(remainingMs)} left`]),
  ].join(', ');
}

/** The whole, with the part of the running step that is done: a long download moves the line too. */
export function getShownPercent({ percent, steps, outcome }: Operation): number {
  const running = outcome === null ? steps.find(({ state }) => state === 'running') : undefined;
  const share = running?.progress ? (getPercent(running.progress) ?? 0) / Math.max(1, steps.length) : 0;
  return Math.min(100, percent + share);
}

/** The last time that somebody had it go on, or its beginning: the hours that it lay interrupted are nobody's work. */
export function getTurnStart({ turns, startedEpochMs }: Operation): number {
  return turns.at(-1)?.atEpochMs ?? startedEpochMs;
}
