import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppClient } from '#contract/api.ts';
import { toProblem } from '#contract/api-error.ts';
import type { CaptureEvent } from '#domain/path/capture/capture-event.ts';
import type { ViewedCaptureEvent } from '#domain/path/capture/viewed-capture-event.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { noCapture, withEvents, type CaptureProgress } from './capture-progress.ts';

export type CaptureInput = Parameters<AppClient['path']['capture']>[0];

/** The list is drawn so often at most, however many packets come. */
const drawEveryMs = 200;

/** One capture at a time; whoever leaves the page ends it. */
export function useCapture() {
  const { client } = useSession();
  const [progress, setProgress] = useState<CaptureProgress>(noCapture);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const start = useCallback(
    (input: CaptureInput, target: 'list' | 'viewer') => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setProgress({ ...noCapture, kind: 'running' });
      const waiting: (CaptureEvent | ViewedCaptureEvent)[] = [];
      const draw = (): void => {
        const events = waiting.splice(0);
        if (events.length > 0 && running.current === controller) {
          setProgress((before) => withEvents(before, events));
        }
      };
      const timer = setInterval(draw, drawEveryMs);
      const end = (last: Partial<CaptureProgress>): void => {
        clearInterval(timer);
        draw();
        if (running.current === controller) {
          setProgress((before) => ({ ...before, ...last }));
        }
      };
      const follow = async (): Promise<void> => {
        const { signal } = controller;
        const { capture, captureIntoViewer } = client.path;
        for await (const event of target === 'list' ? capture(input, { signal }) : captureIntoViewer(input, { signal })) {
          waiting.push(event);
        }
      };
      follow().then(
        () => end({ kind: 'ended' }),
        (error: unknown) => end(controller.signal.aborted ? { kind: 'ended' } : { kind: 'failed', problem: toProblem(error) }),
      );
    },
    [client],
  );
  return { progress, start, stop };
}
