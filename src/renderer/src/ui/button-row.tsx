import type { ReactNode } from 'react';
import classes from './button-row.module.css';

/** Buttons beside one another in a row of a table. */
export function ButtonRow({ children }: { readonly children: ReactNode }) {
  return <span className={classes.row}>{children}</span>;
}
