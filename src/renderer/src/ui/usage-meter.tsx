import classes from './usage-meter.module.css';

interface UsageMeterProps {
  readonly label: string;
  readonly used: number;
  readonly total: number;
  /** Of what is not used yet, what is spoken for: drawn behind the used part, as far as there is room. */
  readonly promised?: number;
  /** The number with its context, in words: "62 GiB free of 2 TiB". */
  readonly children: string;
}

/** A number with its context, and the same as a bar. */
export function UsageMeter({ label, used, total, promised = 0, children }: UsageMeterProps) {
  const percent = toPercent(used, total);
  const promisedPercent = toPercent(used + promised, total) - percent;
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
        {promisedPercent > 0 && (
          <div
            className={classes.promised}
            data-over={used + promised > total || undefined}
            style={{ width: `${promisedPercent.toFixed(1)}%` }}
          />
        )}
      </div>
    </div>
  );
}

function toPercent(part: number, total: number): number {
  return total > 0 ? Math.min(100, (part / total) * 100) : 0;
}
