import classes from './progress-line.module.css';

interface ProgressLineProps {
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly tone?: 'ok' | 'broken' | 'busy';
}

/** How far. The words beside it say what and what comes next. */
export function ProgressLine({ label, percent, tone = 'busy' }: ProgressLineProps) {
  const rounded = Math.round(Math.min(100, Math.max(0, percent)));
  return (
    <div
      className={classes.track}
      data-tone={tone}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={rounded}
    >
      <div className={classes.bar} style={{ width: `${rounded.toString()}%` }} />
    </div>
  );
}
