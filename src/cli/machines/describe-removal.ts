import type { RemovalView } from '#domain/removals/list-removals.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '../terminal/format.ts';

/** One sentence on what was set aside: what it is, how long it stays, and how it comes back. */
export function describeRemoval({ removal, sizeBytes, state, remainingMs }: RemovalView): string {
  const size = sizeBytes > 0 ? `, ${formatBytes(sizeBytes)} not free yet` : '';
  const head = `${removal.title} (${removal.operationId}${size})`;
  if (state === 'unfinished') {
    return `${head} did not come to its end, so nothing of it is removed. See nutshell operations.`;
  }
  if (remainingMs === 0) {
    return `${head} is being removed for good.`;
  }
  const left = `${head} is removed for good in ${formatDuration(remainingMs)}`;
  return removal.isUndoable ? `${left}. Take it back with: nutshell operations undo ${removal.operationId}` : `${left}.`;
}
