import type { ReactNode } from 'react';
import { ProgressLine } from './progress-line.tsx';
import { StateMark, type Tone } from './state-mark.tsx';
import classes from './transfer-line.module.css';

interface TransferLineProps {
  readonly name: string;
  /** Where it comes from. */
  readonly source: string;
  readonly tone: Tone;
  readonly word: string;
  /** How far, in words. */
  readonly detail: string;
  /** 0 to 100; null where nobody knows. */
  readonly percent: number | null;
  readonly actions: ReactNode;
  /** What went wrong, or what to know. */
  readonly children?: ReactNode;
}

/** One file on its way: what, from where, how far, and what can be done about it. */
export function TransferLine({ name, source, tone, word, detail, percent, actions, children }: TransferLineProps) {
  return (
    <li className={classes.line}>
      <div className={classes.head}>
        <StateMark tone={tone} word={word} />
        <span className={classes.name}>{name}</span>
        <span className={classes.source} title={source}>
          {source}
        </span>
        <span className={classes.actions}>{actions}</span>
      </div>
      {percent !== null && (
        <ProgressLine label={name} percent={percent} tone={tone === 'broken' ? 'broken' : tone === 'ok' ? 'ok' : 'busy'} />
      )}
      <div className={classes.detail}>{detail}</div>
      {children}
    </li>
  );
}

export function TransferList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}
