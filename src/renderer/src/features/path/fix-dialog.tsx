import { useCallback } from 'react';
import type { AppClient } from '#contract/api.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { useAnswer } from '#renderer/session/use-answer.ts';
import { useRun } from '#renderer/session/use-run.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Loading } from '#renderer/ui/loading.tsx';
import { PlanReview } from '#renderer/ui/plan-review.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

interface FixDialogProps {
  readonly hostId: string;
  readonly machine: string;
  readonly causeId: string;
  readonly onClose: () => void;
}

/** What would mend a cause, from a fresh look at the path; and the button that does it. */
export function FixDialog({ hostId, machine, causeId, onClose }: FixDialogProps) {
  const { client } = useSession();
  const ask = useCallback(
    ({ path }: AppClient, signal: AbortSignal) => path.reviewFix({ hostId, machine, causeId }, { signal }),
    [hostId, machine, causeId],
  );
  const { value: review, status, reload } = useAnswer(ask);
  const { status: running, run } = useRun(hostId, { kind: 'machine', hostId, machine, tab: 'path' });
  return (
    <Dialog title="Mend it on the host" isOpen isWide onClose={onClose}>
      {status.kind === 'failed' && (
        <ProblemView title="The path could not be looked at again" problem={status.problem} onRetry={reload} />
      )}
      {status.kind === 'loading' && <Loading what="Looking at the path again" />}
      {review !== null && (
        <PlanReview
          {...review}
          status={running}
          onConfirm={() => void run(client.path.applyFix({ hostId, machine, causeId }))}
          onBack={onClose}
        />
      )}
    </Dialog>
  );
}
