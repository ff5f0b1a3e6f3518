import type { ReactNode } from 'react';
import classes from './toolbar.module.css';

interface ToolbarProps {
  readonly label: string;
  readonly start: ReactNode;
  readonly end?: ReactNode;
}

/** A strip of controls above what they control. */
export function Toolbar({ label, start, end }: ToolbarProps) {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={label}>
      <div className={classes.start}>{start}</div>
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </div>
  );
}
