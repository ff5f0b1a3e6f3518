import { allowed, refused, type Verdict } from '../verdict.ts';
import type { OperationSummary } from './operation-summary.ts';

type Judged = Pick<OperationSummary, 'title' | 'state' | 'interruption' | 'leftovers' | 'undoableUntilEpochMs'>;

/** May this operation go on where it was interrupted? The host asks itself the same again before it does anything. */
export function canResume({ title, state, interruption }: Judged): Verdict {
  if (state !== 'interrupted' || interruption === null) {
    return refused(`${title} was not interrupted: it ${stateWords[state]}. There is nothing to resume.`);
  }
  return interruption.isUndoing
    ? refused(`${title} was being undone when it was interrupted, so it cannot go on. Undo the rest of it.`)
    : allowed;
}

/** May this operation be taken back now? */
export function canUndo({ title, state, leftovers, undoableUntilEpochMs }: Judged, nowEpochMs: number): Verdict {
  if (state === 'interrupted' || leftovers.length > 0) {
    return allowed;
  }
  if (state === 'running') {
    return refused(`${title} is still running. Cancel it: what it has done is undone then.`);
  }
  if (state !== 'succeeded') {
    return refused(`${title} ${stateWords[state]}. There is nothing to undo.`);
  }
  if (undoableUntilEpochMs === null) {
    return refused(`${title} has succeeded, and cannot be undone afterwards.`);
  }
  return nowEpochMs < undoableUntilEpochMs ? allowed : refused(`The time in which ${title} could be undone is over.`);
}

const stateWords: Readonly<Record<OperationSummary['state'], string>> = {
  running: 'is still running',
  succeeded: 'has succeeded',
  failed: 'has failed, and what it had done was undone',
  cancelled: 'was cancelled, and what it had done was undone',
  undone: 'was undone',
  interrupted: 'was interrupted',
};
