import type { ReactNode } from 'react';
import classes from './form-layout.module.css';

/** Fields one under the other. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <div className={classes.fields}>{children}</div>;
}

/** Fields that belong side by side: an address and its port. The first takes the room. */
export function FieldRow({ children, isEven = false }: { readonly children: ReactNode; readonly isEven?: boolean }) {
  return <div className={isEven ? classes.even : classes.row}>{children}</div>;
}

/** The buttons under a form: the one that goes on stands first in the tab order and last on the right. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}

export function Muted({ children }: { readonly children: ReactNode }) {
  return <p className={classes.muted}>{children}</p>;
}

export function Fact({ children }: { readonly children: ReactNode }) {
  return <span className={classes.fact}>{children}</span>;
}

/** A fact that a person must compare letter by letter. */
export function BigFact({ children, label }: { readonly children: string; readonly label: string }) {
  return (
    <output className={classes.bigFact} aria-label={label}>
      {children}
    </output>
  );
}
