import type { ReactNode } from 'react';
import classes from './answer-list.module.css';

/** What stands above the answers: whose they are, and what they need. */
export function AnswerHead({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.lead}>{lead}</p>
      {children}
    </header>
  );
}

/** Questions of one screen of the installer, in its order. */
export function AnswerGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.screen}>{title}</h3>
      <ol>{children}</ol>
    </section>
  );
}

interface AnswerRowProps {
  /** In the installer's words. */
  readonly question: string;
  readonly answer: string;
  /** A fact is shown letter by letter; else it is a sentence. */
  readonly isFact: boolean;
  /** What is pressed after it, and the like. */
  readonly after: string | null;
  readonly note: string | null;
  readonly mark: ReactNode;
  readonly actions: ReactNode;
  /** How the typing goes; null where nothing is typed. */
  readonly progress: ReactNode;
  readonly isBusy: boolean;
}

export function AnswerRow({ question, answer, isFact, after, note, mark, actions, progress, isBusy }: AnswerRowProps) {
  return (
    <li className={classes.row} data-busy={isBusy || undefined}>
      <p className={classes.question}>
        {question} {mark}
      </p>
      <div className={classes.line}>
        <p className={classes.answer}>
          <span className={isFact ? classes.fact : classes.words}>{answer}</span>
          {after !== null && <span className={classes.after}>{after}</span>}
        </p>
        <div className={classes.actions}>{actions}</div>
      </div>
      {note !== null && <p className={classes.note}>{note}</p>}
      {progress}
    </li>
  );
}
