import type { ReactNode } from 'react';
import classes from './doors.module.css';

interface Door {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: ReactNode;
}

/** Two ways in, side by side, of equal weight. */
export function Doors({
  title,
  lead,
  doors,
}: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly doors: readonly Door[];
}) {
  return (
    <div className={classes.place}>
      <div className={classes.inner}>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        <div className={classes.doors}>
          {doors.map((door) => (
            <section key={door.title} className={classes.door} aria-label={door.title}>
              <h2 className={classes.doorTitle}>{door.title}</h2>
              <div className={classes.text}>{door.children}</div>
              <div>{door.action}</div>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}
