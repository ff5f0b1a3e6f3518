import { Button } from '@mantine/core';
import type { ConnectOutcome, ConnectQuestion } from '#domain/hosts/connection.ts';
import { ChangedKeyView } from '#renderer/features/hosts/changed-key-view.tsx';
import { FingerprintQuestion } from '#renderer/features/hosts/fingerprint-question.tsx';
import { SecretQuestion } from '#renderer/features/hosts/secret-question.tsx';

interface Conversation {
  readonly stage: ConnectOutcome | { readonly kind: 'idle' | 'fetching' | 'fetched' | 'asking' | 'seen' | 'compared' | 'none' };
  readonly start: () => Promise<void>;
  readonly acceptFingerprint: (fingerprint: string) => Promise<void>;
  readonly giveSecret: (
    question: Exclude<ConnectQuestion, { kind: 'unknown-host-key' }>,
    value: string,
    remember: boolean,
  ) => Promise<void>;
  readonly reset: () => void;
}

/** What a machine of a cloud asks before it lets somebody in: the same as a host asks. */
export function CloudQuestion({ conversation }: { readonly conversation: Conversation }) {
  const { stage, start, acceptFingerprint, giveSecret, reset } = conversation;
  if (stage.kind === 'changed-host-key') {
    return <ChangedKeyView change={stage.change} onRetry={() => void start()} />;
  }
  if (stage.kind !== 'question') {
    return null;
  }
  const { question } = stage;
  return question.kind === 'unknown-host-key' ? (
    <FingerprintQuestion question={question} onAccept={(fingerprint) => void acceptFingerprint(fingerprint)} onRefuse={reset} />
  ) : (
    <SecretQuestion
      key={`${question.kind}${question.target}`}
      question={question}
      onAnswer={(asked, value, remember) => void giveSecret(asked, value, remember)}
      actions={<Button onClick={reset}>Stop</Button>}
    />
  );
}
