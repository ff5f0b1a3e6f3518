import type { ReactNode } from 'react';
import { StateMark } from './state-mark.tsx';
import classes from './wizard.module.css';

export interface WizardStep<Id extends string> {
  readonly id: Id;
  readonly title: string;
  /** What was chosen, in a few words; null while nothing is. */
  readonly summary: string | null;
  readonly state: 'done' | 'open' | 'problem';
  readonly canOpen: boolean;
}

interface WizardProps<Id extends string> {
  readonly label: string;
  readonly steps: readonly WizardStep<Id>[];
  readonly current: Id;
  readonly onOpen: (id: Id) => void;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

const words = { done: 'Done', open: 'Open', problem: 'Needs attention' } as const;

/** Questions in the order a person thinks, each with what was answered, so that the whole is always in view. */
export function Wizard<Id extends string>({ label, steps, current, onOpen, children, actions }: WizardProps<Id>) {
  return (
    <div className={classes.wizard}>
      <nav className={classes.nav} aria-label={label}>
        <ol>
          {steps.map((step, index) => (
            <li key={step.id}>
              <button
                type="button"
                className={classes.step}
                aria-current={step.id === current ? 'step' : undefined}
                disabled={!step.canOpen}
                onClick={() => onOpen(step.id)}
              >
                <span className={classes.mark}>
                  {step.state === 'open' ? (
                    <span className={classes.number}>{index + 1}</span>
                  ) : (
                    <StateMark tone={step.state === 'done' ? 'ok' : 'attention'} word={words[step.state]} isWordHidden />
                  )}
                </span>
                <span className={classes.title}>{step.title}</span>
                <span className={classes.summary}>{step.summary ?? ''}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className={classes.main}>
        <div className={classes.content}>{children}</div>
        <footer className={classes.actions}>{actions}</footer>
      </div>
    </div>
  );
}
