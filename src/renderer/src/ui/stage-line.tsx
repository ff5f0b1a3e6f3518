import type { ReactNode } from 'react';
import classes from './stage-line.module.css';

export interface Stage {
  readonly id: string;
  readonly word: string;
  readonly state: 'done' | 'now' | 'to-come';
  /** How long it took, or takes so far. */
  readonly note: string | null;
}

const stateWords: Readonly<Record<Stage['state'], string>> = { done: 'done', now: 'now', 'to-come': 'to come' };

/** Stages one after the other: what is done is filled, what goes on is marked, what comes is hollow. */
export function StageLine({ label, stages }: { readonly label: string; readonly stages: readonly Stage[] }) {
  return (
    <ol className={classes.line} aria-label={label}>
      {stages.map(({ id, word, state, note }) => (
        <li key={id} className={classes.stage} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className={classes.bar} aria-hidden />
          <span className={classes.word}>{word}</span>
          <span className={classes.note}>{note ?? '\u00a0'}</span>
          <span className={classes.hidden}>{stateWords[state]}</span>
        </li>
      ))}
    </ol>
  );
}

interface StageRowProps {
  readonly name: string;
  readonly note: string;
  readonly state: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** Whose stages they are, and how it stands; several of these make a table without lines. */
export function StageRow({ name, note, state, actions, children }: StageRowProps) {
  return (
    <div className={classes.row}>
      <div className={classes.who}>
        <span className={classes.name}>{name}</span>
        <span className={classes.role}>{note}</span>
        {state}
      </div>
      <div className={classes.course}>{children}</div>
      <div>{actions}</div>
    </div>
  );
}
