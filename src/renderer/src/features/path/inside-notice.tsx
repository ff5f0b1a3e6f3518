import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Banner } from '#renderer/ui/banner.tsx';
import type { LookConversation } from './use-inside-look.ts';

interface InsideNoticeProps {
  readonly machine: string;
  readonly look: LookConversation;
  /** How a question of the machine is put: as of any other connection. */
  readonly renderQuestion: (look: LookConversation) => ReactNode;
}

/** Says how far the inside of the machine is known, and offers what is needed to know more. */
export function InsideNotice({ machine, look, renderQuestion }: InsideNoticeProps) {
  const [isAnswering, setAnswering] = useState(false);
  const { stage, start } = look;
  switch (stage.kind) {
    case 'none':
      return null;
    case 'seen':
      return stage.notes.map((note) => (
        <Banner key={note} tone="attention" word="Note">
          {note}
        </Banner>
      ));
    case 'asking':
      return (
        <Banner tone="busy" word="Looking inside">
          Logging in to {machine} through the host.
        </Banner>
      );
    case 'failed':
      return (
        <Banner tone="attention" word="Not seen" actions={<Button onClick={() => void start()}>Try again</Button>}>
          What is inside {machine} could not be seen. {stage.problem.message} {stage.problem.hint}
        </Banner>
      );
    case 'idle':
    case 'question':
    case 'changed-host-key':
      return isAnswering && stage.kind !== 'idle' ? (
        <>{renderQuestion(look)}</>
      ) : (
        <Banner
          tone="unknown"
          word="Inferred"
          actions={
            <Button
              onClick={() => {
                setAnswering(true);
                if (stage.kind === 'idle') {
                  void start();
                }
              }}
            >
              Log in to look inside
            </Button>
          }
        >
          What is inside {machine} is concluded from outside. Whoever logs in sees its bridges, taps and rules, and what they
          carry.
        </Banner>
      );
  }
}
