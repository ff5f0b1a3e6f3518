import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CheckpointReview } from '#contract/checkpoints.ts';
import type { Status } from '#renderer/session/status.ts';

/** While a person types, nothing is asked. */
const settleMs = 300;

/** A review that is asked anew when `key` changes; the answer before stays until then. null: there is nothing to ask yet. */
export function useCheckpointReview(key: string | null, ask: (signal: AbortSignal) => Promise<CheckpointReview>) {
  const [review, setReview] = useState<CheckpointReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === null) {
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      setStatus({ kind: 'loading' });
      ask(controller.signal)
        .then((answer) => {
          setReview(answer);
          setStatus({ kind: 'ready' });
        })
        .catch((error: unknown) => {
          if (!controller.signal.aborted) {
            setReview(null);
            setStatus({ kind: 'failed', problem: toProblem(error) });
          }
        });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // What is asked is told by the key alone.
  }, [key, attempt]);
  return { review, status, reload: () => setAttempt(attempt + 1) };
}
