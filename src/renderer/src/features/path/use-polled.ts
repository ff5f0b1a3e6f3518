import { useCallback, useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { Status } from '#renderer/session/status.ts';

export interface Polled<T> {
  /** The last answer, also while the next is on its way or has failed. */
  readonly value: T | null;
  readonly status: Status;
  readonly reload: () => void;
}

/** Asks again and again while somebody looks. `ask` must be the same function as long as the question is. */
export function usePolled<T>(ask: (signal: AbortSignal | undefined) => Promise<T>, everyMs: number): Polled<T> {
  const [value, setValue] = useState<T | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });

  const load = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const found = await ask(signal);
        setValue(found);
        setStatus({ kind: 'ready' });
      } catch (error) {
        if (signal?.aborted !== true) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      }
    },
    [ask],
  );

  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    const timer = setInterval(() => {
      if (!document.hidden) {
        void load(controller.signal);
      }
    }, everyMs);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [load, everyMs]);

  return { value, status, reload: () => void load() };
}
