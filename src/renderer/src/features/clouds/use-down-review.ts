import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { CloudDownReview } from '#contract/clouds.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

export type DownWish = Parameters<AppClient['clouds']['reviewDown']>[0];

/** What taking the cloud down would do, asked anew with each choice. The answer before stays until the next one is there. */
export function useDownReview(wish: DownWish) {
  const { client } = useSession();
  const [attempt, setAttempt] = useState(0);
  const [review, setReview] = useState<CloudDownReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  // As text, so that the same choices are the same however often the page is drawn.
  const choices = JSON.stringify(wish);
  useEffect(() => {
    const controller = new AbortController();
    client.clouds
      .reviewDown(JSON.parse(choices) as DownWish, { signal: controller.signal })
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
  }, [client, choices, attempt]);
  return { review, status, reload: () => setAttempt(attempt + 1) };
}
