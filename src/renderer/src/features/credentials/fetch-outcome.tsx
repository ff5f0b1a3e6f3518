import type { ReactNode } from 'react';
import type { FetchStage } from '#renderer/session/use-fetch.ts';
import { Loading } from '#renderer/ui/loading.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';

interface FetchOutcomeProps {
  readonly stage: FetchStage;
  readonly onRetry: () => void;
  /** The question, where there is one. */
  readonly children: ReactNode;
}

/** Whatever fetching asks or answers, in place. */
export function FetchOutcome({ stage, onRetry, children }: FetchOutcomeProps) {
  switch (stage.kind) {
    case 'idle':
    case 'fetched':
      return null;
    case 'fetching':
      return <Loading what="Logging in to the cloud’s machine" rows={1} />;
    case 'question':
    case 'changed-host-key':
      return children;
    case 'failed':
      return <ProblemView title="The cloud’s machine did not let Nutshell in" problem={stage.problem} onRetry={onRetry} />;
    case 'none':
      return (
        <ProblemView
          title="The cloud gave no credentials"
          problem={{
            code: 'missing-on-host',
            message: stage.reasons.join(' '),
            hint: 'They are written at the end of its first start. Wait until the install is over, or look on the machine yourself.',
            raw: null,
          }}
          onRetry={onRetry}
        />
      );
  }
}
