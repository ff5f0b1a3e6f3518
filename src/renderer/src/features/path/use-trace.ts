import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppClient } from '#contract/api.ts';
import { toProblem } from '#contract/api-error.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { begunTrace, noTrace, withEvent, type TraceProgress } from './trace-progress.ts';

export type TraceInput = Parameters<AppClient['path']['trace']>[0];

export interface Tracing {
  readonly progress: TraceProgress;
  readonly start: (input: TraceInput) => void;
  readonly stop: () => void;
}

/** One trace at a time; whoever leaves the page ends it, and nothing of it goes on anywhere. */
export function useTrace(): Tracing {
  const { client } = useSession();
  const [progress, setProgress] = useState<TraceProgress>(noTrace);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const start = useCallback(
    (input: TraceInput) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setProgress(begunTrace);
      const follow = async (): Promise<void> => {
        for await (const event of client.path.trace(input, { signal: controller.signal })) {
          setProgress((before) => withEvent(before, event));
        }
      };
      follow().catch((error: unknown) => {
        if (running.current === controller) {
          setProgress(
            controller.signal.aborted ? noTrace : (before) => ({ ...before, kind: 'failed', problem: toProblem(error) }),
          );
        }
      });
    },
    [client],
  );
  return { progress, start, stop };
}
