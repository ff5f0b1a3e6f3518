import type { ReactNode } from 'react';
import { scrollRegion } from './focusable-roles.ts';
import classes from './padded-scroll.module.css';

/** Fills what room is left under a toolbar, with the page's margins, and scrolls. */
export function PaddedScroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes.scroll} {...scrollRegion} aria-label={label}>
      {children}
    </div>
  );
}
