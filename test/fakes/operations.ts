import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { OperationStepTitle } from '#domain/activity/operation.ts';

/** A step as a journal describes it, with nothing special about it. */
export function aStepTitle(more: Partial<OperationStepTitle> = {}): OperationStepTitle {
  return {
    id: 'create-volume',
    title: 'Create the volume',
    command: 'lvcreate',
    isGuard: false,
    isCancellable: false,
    check: null,
    undo: null,
    onInterruption: 'undo-first',
    ...more,
  };
}

/** An operation in a list: a launch that succeeded, unless more is said. */
export function aSummary(more: Partial<OperationSummary> = {}): OperationSummary {
  return {
    hostId: 'lab-1',
    operationId: 'op-1',
    title: 'Launch ciab',
    subject: 'ciab',
    target: { kind: 'machine', name: 'ciab' },
    undoableUntilEpochMs: null,
    startedBy: 'ada@laptop',
    startedEpochMs: 0,
    state: 'succeeded',
    interruption: null,
    leftovers: [],
    ...more,
  };
}
