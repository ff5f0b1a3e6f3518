import { Button } from '@mantine/core';
import { PaddedNote } from '#renderer/ui/padded-note.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import { unreachable } from '#domain/unreachable.ts';
import { AnswerSheetPanel } from './answer-sheet-panel.tsx';
import type { KnownAnswers } from './use-machine-answers.ts';

interface AnswersButtonProps {
  readonly answers: KnownAnswers;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Shows and hides the answers; where there are none, it says why. */
export function AnswersButton({ answers, isOpen, onToggle }: AnswersButtonProps) {
  if (answers.kind === 'none' || answers.kind === 'loading') {
    const reason = answers.kind === 'none' ? answers.reason : 'The answers are being looked up.';
    return (
      <ReasonedButton reason={reason} onClick={onToggle}>
        Show answers
      </ReasonedButton>
    );
  }
  return <Button onClick={onToggle}>{isOpen ? 'Hide answers' : 'Show answers'}</Button>;
}

interface AnswersSideProps {
  readonly hostId: string;
  readonly machine: string;
  readonly answers: KnownAnswers;
}

/** null: nothing stands beside the screen. */
export function showAnswers({ hostId, machine, answers }: AnswersSideProps) {
  switch (answers.kind) {
    case 'none':
    case 'loading':
      return null;
    case 'failed':
      return (
        <PaddedNote>
          <ProblemView title="The answers could not be had" problem={answers.problem} />
        </PaddedNote>
      );
    case 'sheet':
      return <AnswerSheetPanel hostId={hostId} machine={machine} sheet={answers} />;
    default:
      return unreachable(answers, 'answers');
  }
}
