import type { ReactNode } from 'react';
import classes from './numbered-list.module.css';

interface NumberedListProps {
  readonly label: string;
  readonly children: readonly { readonly id: string; readonly content: ReactNode }[];
}

/** Things in an order that matters. */
export function NumberedList({ label, children }: NumberedListProps) {
  return (
    <ol className={classes.list} aria-label={label}>
      {children.map(({ id, content }, index) => (
        <li key={id} className={classes.item}>
          <span className={classes.number} aria-hidden="true">
            {index + 1}
          </span>
          {content}
        </li>
      ))}
    </ol>
  );
}
