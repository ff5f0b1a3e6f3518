import classes from './usage-meter.module.css';

interface UsageMeterProps {
  readonly label: string;
  readonly used: number;
  readonly total: number;
  /** The number with its context, in words: "62 GiB free of 2 TiB". */
  readonly children: string;
}

/** A number with its context, and the same as a bar. */
export function UsageMeter({ label, used, total, children }: UsageMeterProps) {
  const percent = total > 0 ? Math.min(100, (used / total) * 100) : 0;
  return (
    <div className={classes.meter}>
      <span className={classes.text}>{children}</span>
      <div
        className={classes.track}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={children}
      >
        <div className={classes.bar} data-full={percent > 90 || undefined} style={{ width: `${percent.toFixed(1)}%` }} />
      </div>
    </div>
  );
}
