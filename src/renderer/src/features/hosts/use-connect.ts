import { useCallback, useRef, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { ConnectAnswers, ConnectOutcome, ConnectQuestion } from '#domain/hosts/connection.ts';
import { useSession } from '#renderer/session/session-context.tsx';

export type ConnectStage = { readonly kind: 'idle' } | { readonly kind: 'connecting' } | ConnectOutcome;

const noAnswers: ConnectAnswers = { acceptedFingerprints: [], secrets: [] };

interface Connect {
  readonly stage: ConnectStage;
  readonly start: (hostId: string) => Promise<void>;
  readonly acceptFingerprint: (fingerprint: string) => Promise<void>;
  readonly giveSecret: (
    question: Exclude<ConnectQuestion, { kind: 'unknown-host-key' }>,
    value: string,
    remember: boolean,
  ) => Promise<void>;
  readonly reset: () => void;
}

/** The conversation of a connection: try, be asked, answer, try again with all answers so far. */
export function useConnect(onConnected: (hostId: string) => void): Connect {
  const { client } = useSession();
  const [stage, setStage] = useState<ConnectStage>({ kind: 'idle' });
  const talk = useRef({ hostId: '', answers: noAnswers, remember: false });

  const attempt = useCallback(async () => {
    const { hostId, answers, remember } = talk.current;
    setStage({ kind: 'connecting' });
    try {
      const outcome = await client.hosts.connect({
        hostId,
        answers: { acceptedFingerprints: [...answers.acceptedFingerprints], secrets: [...answers.secrets], remember },
      });
      setStage(outcome);
      if (outcome.kind === 'connected') {
        onConnected(hostId);
      }
    } catch (error) {
      setStage({ kind: 'failed', problem: toProblem(error) });
    }
  }, [client, onConnected]);

  return {
    stage,
    start(hostId) {
      talk.current = { hostId, answers: noAnswers, remember: false };
      return attempt();
    },
    acceptFingerprint(fingerprint) {
      const { answers } = talk.current;
      talk.current.answers = { ...answers, acceptedFingerprints: [...answers.acceptedFingerprints, fingerprint] };
      return attempt();
    },
    giveSecret({ target, kind }, value, remember) {
      const { answers } = talk.current;
      const others = answers.secrets.filter((secret) => secret.target !== target || secret.kind !== kind);
      talk.current = { ...talk.current, remember, answers: { ...answers, secrets: [...others, { target, kind, value }] } };
      return attempt();
    },
    reset: () => setStage({ kind: 'idle' }),
  };
}

export type ConnectConversation = ReturnType<typeof useConnect>;
