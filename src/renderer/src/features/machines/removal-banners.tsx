import { Button } from '@mantine/core';
import { listRemovals, type RemovalView } from '#domain/removals/list-removals.ts';
import { useGo, useReading } from '#renderer/session/session-context.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatDuration } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** What was destroyed or replaced and can still come back, each with its time left. Nothing where there is none. */
export function RemovalBanners({ hostId }: { readonly hostId: string }) {
  const { reading } = useReading(hostId);
  const nowEpochMs = useNow(1_000);
  if (reading === null) {
    return null;
  }
  const sinceReadingMs = Math.max(0, nowEpochMs - reading.facts.readAtEpochMs);
  return listRemovals(reading.facts).map((view) => (
    <RemovalBanner
      key={view.removal.operationId}
      hostId={hostId}
      view={{ ...view, remainingMs: Math.max(0, view.remainingMs - sinceReadingMs) }}
    />
  ));
}

function RemovalBanner({ hostId, view }: { readonly hostId: string; readonly view: RemovalView }) {
  const go = useGo();
  const { removal, state, remainingMs } = view;
  const { operationId } = removal;
  const isUnfinished = state === 'unfinished';
  const canUndo = removal.isUndoable && (isUnfinished || remainingMs > 0);
  return (
    <Banner
      tone={isUnfinished ? 'attention' : 'busy'}
      word={isUnfinished ? 'Interrupted' : canUndo ? 'Can be undone' : 'Set aside'}
      actions={
        <>
          {canUndo && (
            <Button onClick={() => go({ kind: 'continue-operation', hostId, operationId, way: 'undo' })}>Undo …</Button>
          )}
          <Button onClick={() => go({ kind: 'operation', hostId, operationId })}>Show operation</Button>
        </>
      }
    >
      {describe(view)}
    </Banner>
  );
}

function describe({ removal, sizeBytes, state, remainingMs }: RemovalView): string {
  const size = sizeBytes > 0 ? ` Until then ${formatBytes(sizeBytes)} are not free.` : '';
  if (state === 'unfinished') {
    return `${removal.title} did not come to its end, so nothing of it is removed for good.`;
  }
  if (remainingMs === 0) {
    return `${removal.title}: what it set aside is being removed for good.`;
  }
  return `${removal.title}: what it set aside is removed for good in ${formatDuration(remainingMs)}.${size}`;
}
