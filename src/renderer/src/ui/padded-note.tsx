import type { ReactNode } from 'react';
import classes from './padded-note.module.css';

/** A few words in place of a list, with the list's margins. */
export function PaddedNote({ children }: { readonly children: ReactNode }) {
  return <div className={classes.note}>{children}</div>;
}
