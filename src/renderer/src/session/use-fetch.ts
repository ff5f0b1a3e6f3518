import { useCallback, useRef, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CredentialsFetch } from '#contract/credentials.ts';
import type { ConnectAnswers, ConnectQuestion } from '#domain/hosts/connection.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export type FetchStage = { readonly kind: 'idle' } | { readonly kind: 'fetching' } | CredentialsFetch;

interface Talk {
  readonly answers: ConnectAnswers;
  readonly remember: boolean;
}

const nothingSaid: Talk = { answers: { acceptedFingerprints: [], secrets: [] }, remember: false };

/** The conversation of fetching: try, be asked by the cloud's machine, answer, try again with all answers so far. */
export function useFetch(hostId: string, cloud: string, onFetched: () => void) {
  const { client } = useSession();
  const [stage, setStage] = useState<FetchStage>({ kind: 'idle' });
  const talk = useRef(nothingSaid);

  const attempt = useCallback(
    async (said: Talk) => {
      talk.current = said;
      setStage({ kind: 'fetching' });
      const { acceptedFingerprints, secrets } = said.answers;
      const answers = { acceptedFingerprints: [...acceptedFingerprints], secrets: [...secrets], remember: said.remember };
      try {
        const outcome = await client.credentials.fetch({ hostId, cloud, login: { answers } });
        setStage(outcome.kind === 'fetched' ? { kind: 'idle' } : outcome);
        if (outcome.kind === 'fetched') {
          talk.current = nothingSaid;
          onFetched();
        }
      } catch (error) {
        setStage({ kind: 'failed', problem: toProblem(error) });
      }
    },
    [client, hostId, cloud, onFetched],
  );

  return {
    stage,
    start: () => attempt(nothingSaid),
    acceptFingerprint: (fingerprint: string) => {
      const { answers, remember } = talk.current;
      return attempt({ answers: { ...answers, acceptedFingerprints: [...answers.acceptedFingerprints, fingerprint] }, remember });
    },
    giveSecret: ({ target, kind }: Exclude<ConnectQuestion, { kind: 'unknown-host-key' }>, value: string, remember: boolean) => {
      const { answers } = talk.current;
      return attempt({ answers: { ...answers, secrets: [...answers.secrets, { target, kind, value }] }, remember });
    },
    reset: () => {
      talk.current = nothingSaid;
      setStage({ kind: 'idle' });
    },
  };
}

export type FetchConversation = ReturnType<typeof useFetch>;
