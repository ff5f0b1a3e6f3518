import type { ReactNode } from 'react';
import classes from './lead.module.css';

/** The verdict in a sentence, before what it is drawn from. */
export function Lead({ children }: { readonly children: ReactNode }) {
  return <p className={classes.lead}>{children}</p>;
}
