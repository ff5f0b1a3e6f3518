import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ChangedKeyView } from './changed-key-view.tsx';
import { FingerprintQuestion } from './fingerprint-question.tsx';
import { SecretQuestion } from './secret-question.tsx';
import type { ConnectConversation } from './use-connect.ts';

interface ConnectPanelProps {
  readonly conversation: ConnectConversation;
  readonly hostId: string;
  readonly address: string;
  /** What to do instead, e.g. go back to the form. */
  readonly otherActions?: ReactNode;
}

/** Whatever connecting asks or answers, in place. */
export function ConnectPanel({ conversation, hostId, address, otherActions }: ConnectPanelProps) {
  const { stage, start, acceptFingerprint, giveSecret, reset } = conversation;
  switch (stage.kind) {
    case 'idle':
    case 'connected':
      return null;
    case 'connecting':
      return <Loading what={`Connecting to ${address}`} rows={2} />;
    case 'failed':
      return (
        <ProblemView
          title={`${address} could not be reached over SSH`}
          problem={stage.problem}
          onRetry={() => void start(hostId)}
          retryLabel="Connect again"
          actions={otherActions}
        />
      );
    case 'changed-host-key':
      return <ChangedKeyView change={stage.change} onRetry={() => void start(hostId)} />;
    case 'question':
      return stage.question.kind === 'unknown-host-key' ? (
        <FingerprintQuestion
          question={stage.question}
          onAccept={(fingerprint) => void acceptFingerprint(fingerprint)}
          onRefuse={reset}
        />
      ) : (
        <SecretQuestion
          key={`${stage.question.kind}${stage.question.target}`}
          question={stage.question}
          onAnswer={(question, value, remember) => void giveSecret(question, value, remember)}
          actions={otherActions ?? <Button onClick={reset}>Stop connecting</Button>}
        />
      );
  }
}
