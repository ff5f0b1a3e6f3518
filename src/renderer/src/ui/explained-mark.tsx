import { Tooltip } from '@mantine/core';
import { useId } from 'react';
import { StateMark, type Tone } from './state-mark.tsx';
import classes from './explained-mark.module.css';

interface ExplainedMarkProps {
  readonly tone: Tone;
  readonly word: string;
  /** Shown on hover and by focus, and read to who cannot see it. */
  readonly explanation: string;
  readonly isWordHidden?: boolean;
}

/** A state that says why it is so. */
export function ExplainedMark({ tone, word, explanation, isWordHidden = false }: ExplainedMarkProps) {
  const id = useId();
  return (
    <Tooltip label={`${word}: ${explanation}`} multiline maw={360}>
      <button type="button" className={classes.mark} aria-describedby={id}>
        <StateMark tone={tone} word={word} isWordHidden={isWordHidden} />
        <span id={id} hidden>
          {explanation}
        </span>
      </button>
    </Tooltip>
  );
}
