import { useCallback, useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import { useSession } from './session-context.tsx';
import type { Status } from './status.ts';

export interface Answer<T> {
  readonly value: T | null;
  readonly status: Status;
  readonly reload: () => void;
  readonly setValue: (value: T) => void;
}

/** One question to the back end, asked again when `ask` changes; `ask` must be stable (useCallback). */
export function useAnswer<T>(ask: (client: AppClient, signal: AbortSignal) => Promise<T>): Answer<T> {
  const { client } = useSession();
  const [value, setValue] = useState<T | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    const controller = new AbortController();
    ask(client, controller.signal)
      .then((answer) => {
        setValue(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, ask, attempt]);
  return { value, status, reload, setValue };
}
