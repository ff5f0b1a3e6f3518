import type { ReactNode } from 'react';
import classes from './beside.module.css';

interface BesideProps {
  readonly children: ReactNode;
  /** null: what is in the middle has all the room. */
  readonly side: ReactNode;
  readonly sideLabel: string;
}

/** Something to look at with something to read beside it; below it where there is no room beside. */
export function Beside({ children, side, sideLabel }: BesideProps) {
  return (
    <div className={classes.place}>
      <div className={classes.pair}>
        <div className={classes.middle}>{children}</div>
        {side !== null && (
          <aside className={classes.side} aria-label={sideLabel}>
            {side}
          </aside>
        )}
      </div>
    </div>
  );
}
