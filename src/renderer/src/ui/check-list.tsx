import { useState, type ReactNode } from 'react';
import { StateMark, type Tone } from './state-mark.tsx';
import classes from './check-list.module.css';

export interface CheckRow {
  readonly id: string;
  readonly tone: Tone;
  readonly word: string;
  readonly title: string;
  /** The value found. */
  readonly found: string;
  readonly remedy: string | null;
  readonly details: ReactNode;
  /** What can be done about it, at the end of its line. */
  readonly actions?: ReactNode;
  /** Shown under the line, open or not. */
  readonly below?: ReactNode;
}

/** A list read down its left edge: mark and word, what, the value found. Each line opens to why and how it was found. */
export function CheckList({ label, rows }: { readonly label: string; readonly rows: readonly CheckRow[] }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map((row) => (
        <CheckLine key={row.id} row={row} />
      ))}
    </ul>
  );
}

function CheckLine({ row }: { readonly row: CheckRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={classes.item}>
      <div className={classes.head} data-acting={row.actions !== undefined || undefined}>
        <button type="button" className={classes.line} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <StateMark tone={row.tone} word={row.word} />
          <span className={classes.title}>{row.title}</span>
          <span className={classes.found}>{row.found}</span>
          {row.remedy !== null && !isOpen && <span className={classes.remedy}>{row.remedy}</span>}
        </button>
        {row.actions}
      </div>
      {row.below !== undefined && row.below !== null && <div className={classes.details}>{row.below}</div>}
      {isOpen && <div className={classes.details}>{row.details}</div>}
    </li>
  );
}
