import { useEffect, useState } from 'react';
import classes from './loading.module.css';

interface LoadingProps {
  /** What is being done, said once it takes longer than a second: "Reading the host". */
  readonly what: string;
  readonly rows?: number;
}

/** The shape of what is coming, and after a second what is being waited for. */
export function Loading({ what, rows = 6 }: LoadingProps) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.loading} aria-busy="true">
      <p className={classes.what} role="status">
        {isSlow ? `${what} …` : ''}
      </p>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row} aria-hidden="true">
          <span className={classes.bone} data-width={row % 3} />
          <span className={classes.bone} data-width={(row + 1) % 4} />
        </div>
      ))}
    </div>
  );
}
