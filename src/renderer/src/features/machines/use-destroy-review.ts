import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { DestroyReview } from '#contract/machines.ts';
import type { DestroyWish } from '#domain/machines/destroy-wish.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

/** What destroying would do, asked anew with each choice. The answer before stays until the next one is there. */
export function useDestroyReview(hostId: string, machine: string, wish: DestroyWish) {
  const { client } = useSession();
  const [attempt, setAttempt] = useState(0);
  const [review, setReview] = useState<DestroyReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  // As text, so that the same choices are the same however often the page is drawn.
  const choices = JSON.stringify(wish);
  useEffect(() => {
    const controller = new AbortController();
    const chosen = JSON.parse(choices) as Parameters<typeof client.machines.reviewDestroy>[0];
    client.machines
      .reviewDestroy({ ...chosen, hostId, machine }, { signal: controller.signal })
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
  }, [client, hostId, machine, choices, attempt]);
  return { review, status, reload: () => setAttempt(attempt + 1) };
}
