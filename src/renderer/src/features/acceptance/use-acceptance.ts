import { useCallback, useEffect, useRef, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import {
  acceptanceSteps,
  type AcceptanceReport,
  type AcceptanceStepId,
  type StepResult,
} from '#domain/acceptance/acceptance-step.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export interface AcceptanceRun {
  readonly kind: 'idle' | 'running' | 'over';
  readonly results: readonly StepResult[];
  readonly current: AcceptanceStepId | null;
  /** What goes on within the current step. */
  readonly note: string | null;
  readonly report: AcceptanceReport | null;
  readonly problem: Problem | null;
}

const idle: AcceptanceRun = { kind: 'idle', results: [], current: null, note: null, report: null, problem: null };

/** One test of a cloud. Leaving the page stops it; what it made is taken away all the same. */
export function useAcceptance(hostId: string, cloud: string) {
  const { client } = useSession();
  const [run, setRun] = useState(idle);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = useCallback(async () => {
    const own = new AbortController();
    controller.current = own;
    setRun({ ...idle, kind: 'running', current: acceptanceSteps[0].id });
    const login = { answers: { acceptedFingerprints: [], secrets: [], remember: true } };
    const wish = { hostId, cloud, imageId: null, type: null, user: 'root', limitSeconds: 900, login };
    try {
      for await (const event of client.acceptance.verify(wish, { signal: own.signal })) {
        switch (event.kind) {
          case 'began':
            setRun((before) => ({ ...before, current: event.id, note: null }));
            break;
          case 'note':
            setRun((before) => ({ ...before, note: event.text }));
            break;
          case 'ended':
            setRun((before) => ({ ...before, results: [...before.results, event.result], note: null }));
            break;
          case 'finished':
            setRun((before) => ({ ...before, kind: 'over', current: null, report: event.report }));
            break;
        }
      }
    } catch (error) {
      if (!own.signal.aborted) {
        setRun((before) => ({ ...before, kind: 'over', current: null, problem: toProblem(error) }));
      }
    }
  }, [client, hostId, cloud]);

  const stop = useCallback(() => client.acceptance.stop({ hostId, cloud }), [client, hostId, cloud]);
  return { run, start, stop };
}
