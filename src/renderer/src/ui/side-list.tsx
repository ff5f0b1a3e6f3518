import type { ReactNode } from 'react';
import classes from './side-list.module.css';

/** The left pane: a heading, what scrolls, and what stays at its foot. */
export function SidePane({
  title,
  children,
  foot,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly foot: ReactNode;
}) {
  return (
    <>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.scroll}>{children}</div>
      <div className={classes.foot}>{foot}</div>
    </>
  );
}

interface SideLinkProps {
  readonly icon: ReactNode;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

export function SideLink({ icon, isCurrent, onOpen, children }: SideLinkProps) {
  return (
    <button type="button" className={classes.link} aria-current={isCurrent ? 'page' : undefined} onClick={onOpen}>
      <span className={classes.icon}>{icon}</span>
      {children}
    </button>
  );
}
