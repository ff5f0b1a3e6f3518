import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { OperationsState } from '#renderer/session/create-operations-store.ts';
import { toSummaryState } from './operation-words.ts';

/** The host's journal, with what this window follows itself on top, newest first: what is followed is fresher than what was read. */
export function mergeSummaries(
  hostId: string,
  history: readonly OperationSummary[],
  followed: OperationsState['followed'],
): readonly OperationSummary[] {
  const own = Object.values(followed)
    .filter((candidate) => candidate.hostId === hostId)
    .map(({ operation }): OperationSummary => {
      const { operationId, title, subject, target, undoableUntilEpochMs, startedBy, startedEpochMs } = operation;
      const about = { hostId, operationId, title, subject, target, undoableUntilEpochMs, startedBy };
      return { ...about, startedEpochMs, state: toSummaryState(operation) };
    });
  const ownIds = new Set(own.map(({ operationId }) => operationId));
  return [...own, ...history.filter(({ operationId }) => !ownIds.has(operationId))].sort(
    (one, other) => other.startedEpochMs - one.startedEpochMs,
  );
}
