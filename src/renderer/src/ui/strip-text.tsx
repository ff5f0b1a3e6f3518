import type { ReactNode } from 'react';
import classes from './strip-text.module.css';

interface StripTextProps {
  readonly text: string;
  readonly fact?: string;
  readonly mark?: ReactNode;
  readonly progress?: ReactNode;
  readonly action?: ReactNode;
}

/** One line that never wraps: words, a fact, how far, a way on. */
export function StripText({ text, fact, mark, progress, action }: StripTextProps) {
  return (
    <div className={classes.strip}>
      {mark}
      <span className={classes.text}>{text}</span>
      {fact !== undefined && <code className={classes.fact}>{fact}</code>}
      {progress !== undefined && <div className={classes.progress}>{progress}</div>}
      {action}
    </div>
  );
}
