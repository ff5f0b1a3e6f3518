import type { ReactNode } from 'react';
import { StateMark, type Tone } from './state-mark.tsx';
import classes from './step-list.module.css';

export interface StepRow {
  readonly id: string;
  readonly tone: Tone;
  /** The state in a word, for those who do not see the mark. */
  readonly word: string;
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly detail?: ReactNode;
  readonly isCurrent?: boolean;
  readonly isWaiting?: boolean;
}

/** Steps in their order, each with a mark that says how it stands. */
export function StepList({ label, steps }: { readonly label: string; readonly steps: readonly StepRow[] }) {
  return (
    <ol className={classes.list} aria-label={label}>
      {steps.map((step) => (
        <li key={step.id} className={classes.step} aria-current={step.isCurrent === true ? 'step' : undefined}>
          <span className={classes.mark}>
            <StateMark tone={step.tone} word={step.word} isWordHidden />
          </span>
          <div className={classes.body}>
            <div className={classes.head}>
              <div
                className={classes.title}
                data-waiting={step.isWaiting || undefined}
                data-current={step.isCurrent || undefined}
              >
                {step.title}
              </div>
              {step.aside !== undefined && <span className={classes.aside}>{step.aside}</span>}
            </div>
            {step.detail !== undefined && <div className={classes.detail}>{step.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
