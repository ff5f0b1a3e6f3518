import { Button } from '@mantine/core';
import { canResume, canUndo } from '#domain/activity/can-continue.ts';
import type { Operation } from '#domain/activity/build-operation.ts';
import { summariseOperation } from '#domain/activity/summarise-operation.ts';
import type { FollowedOperation } from '#renderer/session/create-operations-store.ts';
import type { Place } from '#renderer/session/place.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import { FormActions } from '#renderer/ui/form-layout.tsx';
import { formatDuration } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/use-now.ts';

/** What can be done with an operation now: stop it, resume it, undo it, go where it led. */
export function OperationActions({ followed }: { readonly followed: FollowedOperation }) {
  return followed.operation.outcome === null ? <StopButton followed={followed} /> : <EndedActions followed={followed} />;
}

/** An undo goes to its end: there is nothing left to stop it with. */
function StopButton({ followed: { operation, hostId, isCancelling } }: { readonly followed: FollowedOperation }) {
  const { operations } = useSession();
  return operation.isUndoing ? null : (
    <Button loading={isCancelling} onClick={() => void operations.getState().cancel(hostId, operation.operationId)}>
      Stop and undo
    </Button>
  );
}

function EndedActions({ followed: { operation, hostId, leadsTo } }: { readonly followed: FollowedOperation }) {
  const go = useGo();
  const nowEpochMs = useNow(1_000);
  const summary = summariseOperation(operation, hostId);
  const { operationId } = operation;
  const isResumable = canResume(summary).ok;
  const onward: Place =
    operation.outcome?.kind === 'succeeded' && leadsTo !== null ? leadsTo : { kind: 'host', hostId, tab: 'machines' };
  return (
    <FormActions>
      {isResumable && (
        <Button variant="filled" onClick={() => go({ kind: 'continue-operation', hostId, operationId, way: 'resume' })}>
          Resume …
        </Button>
      )}
      {canUndo(summary, nowEpochMs).ok && (
        <Button onClick={() => go({ kind: 'continue-operation', hostId, operationId, way: 'undo' })}>
          {nameUndo(operation, nowEpochMs)}
        </Button>
      )}
      <Button variant={isResumable ? 'default' : 'filled'} onClick={() => go(onward)}>
        {onward.kind === 'machine' ? 'Open console' : 'Show machines'}
      </Button>
    </FormActions>
  );
}

function nameUndo({ outcome, undoableUntilEpochMs }: Operation, nowEpochMs: number): string {
  if (outcome?.kind === 'succeeded' && undoableUntilEpochMs !== null) {
    return `Undo … (possible for ${formatDuration(undoableUntilEpochMs - nowEpochMs)})`;
  }
  return outcome?.kind === 'interrupted' ? 'Undo …' : 'Undo what is left …';
}
