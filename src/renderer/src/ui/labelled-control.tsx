import { useId, type ReactNode } from 'react';
import classes from './labelled-control.module.css';

interface LabelledControlProps {
  readonly label: ReactNode;
  /** Receives the id of the label, for aria-labelledby. */
  readonly children: (labelId: string) => ReactNode;
}

/** A label over a control that is no text field. */
export function LabelledControl({ label, children }: LabelledControlProps) {
  const id = useId();
  return (
    <div className={classes.control}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      <div className={classes.box}>{children(id)}</div>
    </div>
  );
}
