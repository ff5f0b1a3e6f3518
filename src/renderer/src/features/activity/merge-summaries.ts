import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import { summariseOperation } from '#domain/activity/summarise-operation.ts';
import type { OperationsState } from '#renderer/session/create-operations-store.ts';

/** The host's journal, with what this window follows itself on top, newest first: what is followed is fresher than what was read. */
export function mergeSummaries(
  hostId: string,
  history: readonly OperationSummary[],
  followed: OperationsState['followed'],
): readonly OperationSummary[] {
  const own = Object.values(followed)
    .filter((candidate) => candidate.hostId === hostId)
    .map(({ operation }) => summariseOperation(operation, hostId));
  const ownIds = new Set(own.map(({ operationId }) => operationId));
  return [...own, ...history.filter(({ operationId }) => !ownIds.has(operationId))].sort(
    (one, other) => other.startedEpochMs - one.startedEpochMs,
  );
}
