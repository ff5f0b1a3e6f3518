import { Button } from '@mantine/core';
import { ChangedKeyView } from '#renderer/features/hosts/changed-key-view.tsx';
import { FingerprintQuestion } from '#renderer/features/hosts/fingerprint-question.tsx';
import { SecretQuestion } from '#renderer/features/hosts/secret-question.tsx';
import type { FetchConversation } from '#renderer/session/use-fetch.ts';

/** What a machine of a cloud asks before it lets somebody in: the same as a host asks. */
export function CloudQuestion({ conversation }: { readonly conversation: FetchConversation }) {
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
