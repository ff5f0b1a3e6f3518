import { useCallback, useEffect, useRef, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import {
  acceptanceSteps,
  type AcceptanceReport,
  type AcceptanceStepId,
  type StepResult,
} from '#domain/acceptance/acceptance-step.ts';
import type { CredentialsFetch } from '#contract/credentials.ts';
import type { Problem } from '#domain/problem.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { useFetch, type SaidLogin } from '#renderer/session/use-fetch.ts';

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

/**
 * One test of a cloud. Its machine is logged in to first, so that whatever it asks is answered before anything is made; that it cannot be
 * logged in to is for the test to say. Leaving the page stops it; what it made is taken away all the same.
 */
export function useAcceptance(hostId: string, cloud: string) {
  const { client } = useSession();
  const [run, setRun] = useState(idle);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const begin = useCallback(
    async ({ answers }: SaidLogin) => {
      const own = new AbortController();
      controller.current = own;
      setRun({ ...idle, kind: 'running', current: acceptanceSteps[0].id });
      const wish = { hostId, cloud, imageId: null, type: null, user: 'root', limitSeconds: 900, login: { answers } };
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
    },
    [client, hostId, cloud],
  );

  const askOrBegin = useCallback(
    (outcome: CredentialsFetch, said: SaidLogin) => {
      if (outcome.kind === 'question' || outcome.kind === 'changed-host-key') {
        return outcome;
      }
      void begin(said);
      return { kind: 'idle' } as const;
    },
    [begin],
  );
  const conversation = useFetch(hostId, cloud, askOrBegin);
  const stop = useCallback(() => client.acceptance.stop({ hostId, cloud }), [client, hostId, cloud]);
  return { run, conversation, stop };
}
