import type { ReactNode } from 'react';
import classes from './stacked.module.css';

/** Things one under the other with room between them; `isTight` for what belongs together. */
export function Stacked({ children, isTight = false }: { readonly children: ReactNode; readonly isTight?: boolean }) {
  return (
    <div className={classes.stacked} data-tight={isTight || undefined}>
      {children}
    </div>
  );
}
