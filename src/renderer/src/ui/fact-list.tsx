import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './fact-list.module.css';

export interface FactRow {
  readonly label: string;
  readonly value: ReactNode;
  /** What is copied; no copy button where it is left out. */
  readonly copy?: string;
  /** Words rather than a fact: set in the words' typeface. */
  readonly isWords?: boolean;
  /** The explanation, context or caveat under the value. */
  readonly note?: ReactNode;
}

/** Names on the left, facts in mono on the right, one column for all of them. */
export function FactList({ rows, isNarrow = false }: { readonly rows: readonly FactRow[]; readonly isNarrow?: boolean }) {
  return (
    <dl className={classes.list} data-narrow={isNarrow || undefined}>
      {rows.map((row) => (
        <div key={row.label} className={classes.row}>
          <dt className={classes.label}>{row.label}</dt>
          <dd className={row.isWords === true ? classes.words : classes.value}>
            <span className={classes.text}>{row.value}</span>
            {row.copy !== undefined && <CopyButton value={row.copy} what={row.label.toLowerCase()} />}
            {row.note !== undefined && <span className={classes.note}>{row.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
