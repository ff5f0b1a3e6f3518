import { StateMarkShape, type Tone } from './state-mark-shape.tsx';
import classes from './state-mark.module.css';

export type { Tone } from './state-mark-shape.tsx';

interface StateMarkProps {
  readonly tone: Tone;
  /** The state in words; beside the mark, or for screen readers and on hover only where `isWordHidden`. */
  readonly word: string;
  readonly isWordHidden?: boolean;
}

export function StateMark({ tone, word, isWordHidden = false }: StateMarkProps) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <svg viewBox="0 0 12 12" className={classes.shape} aria-hidden="true">
        {!isWordHidden || <title>{word}</title>}
        <StateMarkShape tone={tone} />
      </svg>
      <span className={isWordHidden ? classes.hidden : classes.word}>{word}</span>
    </span>
  );
}
