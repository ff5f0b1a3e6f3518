import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { describeEnding } from '#domain/terminals/terminal.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import type { TerminalSession, TerminalState } from './create-terminal.ts';
import { TerminalLoginForm } from './terminal-login-form.tsx';
import { toTerminalMark } from './terminal-words.ts';

interface TerminalNoticeProps {
  readonly terminal: TerminalSession;
  readonly state: TerminalState;
  /** What the far side asks, where it does. */
  readonly question: ReactNode;
}

/** What there is to say about a terminal while nobody can type into it. */
export function TerminalNotice({ terminal, state, question }: TerminalNoticeProps) {
  const mark = toTerminalMark(state);
  const again = <Button onClick={() => void terminal.connect()}>Connect again</Button>;
  switch (state.kind) {
    case 'open':
      return null;
    case 'new':
    case 'connecting':
      return (
        <Banner {...mark}>{terminal.tab.place.kind === 'host' ? 'Opening a shell.' : 'Logging in, through the host.'}</Banner>
      );
    case 'login':
      return <TerminalLoginForm terminal={terminal} />;
    case 'question':
    case 'changed-host-key':
      return question;
    case 'ended':
      return (
        <Banner {...mark} actions={again}>
          {describeEnding(state.ending)}
          {state.ending.kind === 'lost' && ' What ran in the foreground there was hung up.'}
        </Banner>
      );
    case 'failed':
      return (
        <ProblemView
          title="The terminal could not be opened"
          problem={state.problem}
          retryLabel="Connect again"
          onRetry={() => void terminal.connect()}
          actions={terminal.tab.place.kind !== 'host' && <Button onClick={terminal.askLogin}>Log in in another way …</Button>}
        />
      );
  }
}
