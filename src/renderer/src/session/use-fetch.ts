import { useCallback, useRef, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { CredentialsFetch } from '#contract/credentials.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import type { ConnectAnswers, ConnectQuestion } from '#domain/hosts/connection.ts';
import { useSession } from './session-context.tsx';

export type FetchStage = { readonly kind: 'idle' } | { readonly kind: 'fetching' } | CredentialsFetch;

/** What a person has said so far, as every login inside a cloud takes it. */
export type SaidLogin = Pick<MachineLogin, 'answers'>;

interface Talk {
  readonly answers: ConnectAnswers;
  readonly remember: boolean;
}

const nothingSaid: Talk = { answers: { acceptedFingerprints: [], secrets: [] }, remember: false };

/**
 * The conversation of fetching: try, be asked by the cloud's machine, answer, try again with all answers so far. `onAnswer` says what
 * is shown after an attempt; what was said is forgotten as soon as that is nothing.
 */
export function useFetch(hostId: string, cloud: string, onAnswer: (outcome: CredentialsFetch, said: SaidLogin) => FetchStage) {
  const { client } = useSession();
  const [stage, setStage] = useState<FetchStage>({ kind: 'idle' });
  const talk = useRef(nothingSaid);

  const attempt = useCallback(
    async (said: Talk) => {
      talk.current = said;
      setStage({ kind: 'fetching' });
      const { acceptedFingerprints, secrets } = said.answers;
      const login = {
        answers: { acceptedFingerprints: [...acceptedFingerprints], secrets: [...secrets], remember: said.remember },
      };
      const outcome = await client.credentials
        .fetch({ hostId, cloud, login })
        .catch((error: unknown): CredentialsFetch => ({ kind: 'failed', problem: toProblem(error) }));
      const next = onAnswer(outcome, login);
      if (next.kind === 'idle') {
        talk.current = nothingSaid;
      }
      setStage(next);
    },
    [client, hostId, cloud, onAnswer],
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
