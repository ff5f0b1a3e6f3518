import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { FixReview } from '#contract/path.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
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
  const { review, status } = useFixReview({ hostId, machine, causeId });
  const { status: running, run } = useRun(hostId, { kind: 'machine', hostId, machine, tab: 'path' });
  return (
    <Dialog title="Mend it on the host" isOpen isWide onClose={onClose}>
      {status.kind === 'failed' && <ProblemView title="The path could not be looked at again" problem={status.problem} />}
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

function useFixReview({ hostId, machine, causeId }: Omit<FixDialogProps, 'onClose'>) {
  const { client } = useSession();
  const [review, setReview] = useState<FixReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    client.path
      .reviewFix({ hostId, machine, causeId }, { signal: controller.signal })
      .then((answer) => {
        setReview(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, machine, causeId]);
  return { review, status };
}
