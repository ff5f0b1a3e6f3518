import { useCallback, useRef, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { MachineLogin } from '#contract/machine-login.ts';
import type { ConnectAnswers, ConnectOutcome, ConnectQuestion } from '#domain/hosts/connection.ts';

/** What a machine of a cloud may ask before it lets somebody in. */
export type MachineRefusal = Exclude<ConnectOutcome, { readonly kind: 'connected' }>;

export type TalkStage<Outcome> = { readonly kind: 'idle' } | { readonly kind: 'asking' } | MachineRefusal | Outcome;

interface Said {
  readonly answers: ConnectAnswers;
  readonly remember: boolean;
}

const nothingSaid: Said = { answers: { acceptedFingerprints: [], secrets: [] }, remember: false };

export interface MachineTalk<Outcome> {
  readonly stage: TalkStage<Outcome>;
  readonly start: () => Promise<void>;
  /** The same without showing that it is asked. */
  readonly again: (signal?: AbortSignal) => Promise<void>;
  readonly acceptFingerprint: (fingerprint: string) => Promise<void>;
  readonly giveSecret: (
    question: Exclude<ConnectQuestion, { readonly kind: 'unknown-host-key' }>,
    value: string,
    remember: boolean,
  ) => Promise<void>;
  readonly reset: () => void;
}

/** A conversation with a machine of a cloud: try, be asked, answer, try again with all answers so far. `ask` stays the same function. */
export function useMachineTalk<Outcome extends { readonly kind: string }>(
  ask: (login: MachineLogin, signal: AbortSignal | undefined) => Promise<Outcome | MachineRefusal>,
  isBegun = false,
): MachineTalk<Outcome> {
  const [stage, setStage] = useState<TalkStage<Outcome>>({ kind: isBegun ? 'asking' : 'idle' });
  const talk = useRef(nothingSaid);

  const attempt = useCallback(
    async (said: Said, signal?: AbortSignal) => {
      talk.current = said;
      const { acceptedFingerprints, secrets } = said.answers;
      const answers = { acceptedFingerprints: [...acceptedFingerprints], secrets: [...secrets], remember: said.remember };
      try {
        setStage(await ask({ answers }, signal));
      } catch (error) {
        if (signal?.aborted !== true) {
          setStage({ kind: 'failed', problem: toProblem(error) });
        }
      }
    },
    [ask],
  );

  const say = (said: Said) => {
    setStage({ kind: 'asking' });
    return attempt(said);
  };
  return {
    stage,
    start: () => say(nothingSaid),
    again: useCallback((signal?: AbortSignal) => attempt(nothingSaid, signal), [attempt]),
    acceptFingerprint: (fingerprint) => {
      const { answers, remember } = talk.current;
      return say({ answers: { ...answers, acceptedFingerprints: [...answers.acceptedFingerprints, fingerprint] }, remember });
    },
    giveSecret: ({ target, kind }, value, remember) => {
      const { answers } = talk.current;
      return say({ answers: { ...answers, secrets: [...answers.secrets, { target, kind, value }] }, remember });
    },
    reset: () => {
      talk.current = nothingSaid;
      setStage({ kind: 'idle' });
    },
  };
}
