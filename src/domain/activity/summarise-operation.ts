import type { Operation } from './build-operation.ts';
import { locateInterruption } from './locate-interruption.ts';
import type { OperationSummary } from './operation-summary.ts';
import { listLeftovers } from './operation.ts';

/** An operation in one line of a list. */
export function summariseOperation(operation: Operation, hostId: string): OperationSummary {
  const { operationId, title, subject, target, undoableUntilEpochMs, startedBy, startedEpochMs, outcome } = operation;
  return {
    hostId,
    operationId,
    title,
    subject,
    target,
    undoableUntilEpochMs,
    startedBy,
    startedEpochMs,
    state: outcome === null ? 'running' : outcome.kind,
    interruption: outcome?.kind === 'interrupted' ? locateInterruption(operation, outcome) : null,
    leftovers: listLeftovers(outcome),
  };
}
