import type { ReactNode } from 'react';
import classes from './choice-detail.module.css';

/** What a row of a choice says on its left, and the figures that belong to it on its right; below it where there is no room. */
export function ChoiceDetail({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <span className={classes.detail}>
      <span className={classes.words}>{words}</span>
      <span className={classes.figures}>{children}</span>
    </span>
  );
}
