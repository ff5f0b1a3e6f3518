import { useEffect, useState } from 'react';
import type { AppClient } from '#contract/api.ts';
import { toProblem } from '#contract/api-error.ts';
import type { ClaimReview } from '#contract/addressing.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

export type Change = Parameters<AppClient['addressing']['reviewClaim']>[0]['change'];

/** While a person types or drags, nothing is asked. */
const settleMs = 300;

/** What a change would do, asked anew whenever it is another one; the answer before stays until then. */
export function useClaimReview(hostId: string, change: Change | null) {
  const { client } = useSession();
  const [review, setReview] = useState<ClaimReview | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const key = JSON.stringify(change);
  useEffect(() => {
    const asked = JSON.parse(key) as Change | null;
    if (asked === null) {
      return undefined;
    }
    const controller = new AbortController();
    setStatus({ kind: 'loading' });
    const timer = setTimeout(() => {
      client.addressing
        .reviewClaim({ hostId, change: asked }, { signal: controller.signal })
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
  }, [client, hostId, key]);
  return { review, status };
}
