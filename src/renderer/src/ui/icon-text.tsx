import type { ReactNode } from 'react';
import classes from './icon-text.module.css';

export function IconText({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <span className={classes.pair}>
      <span className={classes.icon}>{icon}</span>
      {children}
    </span>
  );
}
