import type { ReactNode } from 'react';
import { Splitter } from './splitter.tsx';
import classes from './drawer.module.css';

interface DrawerProps {
  readonly label: string;
  readonly heightPx: number;
  readonly onResize: (heightPx: number) => void;
  readonly onResizeEnd: (heightPx: number) => void;
  readonly tabs: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

/** A part of the window that stays wherever in it the person goes; pulled up from below. */
export function Drawer({ label, heightPx, onResize, onResizeEnd, tabs, actions, children }: DrawerProps) {
  return (
    <section aria-label={label}>
      <Splitter
        label={`Height of the ${label.toLowerCase()}`}
        orientation="horizontal"
        sizePx={heightPx}
        minPx={140}
        maxPx={640}
        direction={-1}
        onResize={onResize}
        onResizeEnd={onResizeEnd}
      />
      <div className={classes.drawer} style={{ height: heightPx }}>
        <div className={classes.head}>
          <div className={classes.tabs}>{tabs}</div>
          <div className={classes.actions}>{actions}</div>
        </div>
        {children}
      </div>
    </section>
  );
}
