import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import type { LayoutId } from '#domain/keyboard/keyboard-layout.ts';
import type { SheetEntry } from '#domain/recipes/build-answer-sheet.ts';
import { AnswerRow } from '#renderer/ui/answer-list.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Muted } from '#renderer/ui/form-layout.tsx';
import { ProblemView } from '#renderer/ui/problem-view.tsx';
import { ProgressLine } from '#renderer/ui/progress-line.tsx';
import { ReasonedButton } from '#renderer/ui/reasoned-button.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { describeAnswer, describeKeys, explainUntypable, toTypedText } from './answer-words.ts';
import type { Typing, TypingState } from './create-typing.ts';

interface AnswerEntryProps {
  readonly entry: SheetEntry;
  readonly index: number;
  readonly typing: Typing;
  readonly layout: LayoutId;
  readonly password: string;
}

export function AnswerEntry({ entry, index, typing, layout, password }: AnswerEntryProps) {
  const state = useStore(typing.store, (each) => each.state);
  const isTyped = useStore(typing.store, ({ typed }) => typed.has(index));
  const { answer, question, keys, note, evidence } = entry;
  const text = toTypedText(answer, password);
  const isBusy = state.kind === 'typing' && state.index === index;
  const other = state.kind === 'typing' && !isBusy ? 'Another answer is being typed.' : null;
  return (
    <AnswerRow
      question={question}
      answer={describeAnswer(answer)}
      isFact={answer.kind === 'type'}
      after={describeKeys(keys)}
      note={note}
      isBusy={isBusy}
      mark={
        isTyped ? (
          <StateMark tone="ok" word="Typed" isWordHidden />
        ) : evidence.kind === 'unverified' ? (
          <StateMark tone="unknown" word={`Not verified: ${evidence.reason}`} isWordHidden />
        ) : null
      }
      actions={
        <>
          {answer.kind === 'type' && <CopyButton value={answer.text} what={`the answer to ${question}`} />}
          {text === null ? null : isBusy ? (
            <Button size="compact-xs" onClick={typing.stop}>
              Stop typing
            </Button>
          ) : (
            <ReasonedButton
              size="compact-xs"
              label={`Type it: ${question}`}
              reason={other ?? explainUntypable(answer, password, layout)}
              onClick={() => void typing.type({ index, layout, text, keys })}
            >
              Type it
            </ReasonedButton>
          )}
        </>
      }
      progress={<Progress state={state} index={index} question={question} />}
    />
  );
}

function Progress({
  state,
  index,
  question,
}: {
  readonly state: TypingState;
  readonly index: number;
  readonly question: string;
}) {
  if (state.kind === 'idle' || state.index !== index) {
    return null;
  }
  switch (state.kind) {
    case 'typing':
      return <ProgressLine label={`Typing the answer to ${question}`} percent={(100 * state.count) / Math.max(1, state.total)} />;
    case 'stopped':
      return (
        <Muted>
          {`Stopped after ${state.count.toString()} of ${state.total.toString()} keys. What was typed is still on the screen.`}
        </Muted>
      );
    case 'failed':
      return <ProblemView title="It could not be typed" problem={state.problem} />;
  }
}
