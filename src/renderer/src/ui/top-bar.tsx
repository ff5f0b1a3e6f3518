import type { ReactNode } from 'react';
import classes from './top-bar.module.css';

interface TopBarProps {
  readonly onHome: () => void;
  readonly onFind: () => void;
  readonly findKeys: string;
  readonly end: ReactNode;
}

/** The name, the one field that finds and does everything, and the switches of the window. */
export function TopBar({ onHome, onFind, findKeys, end }: TopBarProps) {
  return (
    <>
      <button type="button" className={classes.name} onClick={onHome} aria-label="Nutshell, to the start">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path
            d="M8 1.2C4.2 3 2 5.8 2 9c0 3.4 2.6 5.8 6 5.8S14 12.400 14 9c0-3.200-2.200-6-6-7.800Z"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          />
          <path d="M8 1.200v13.600" stroke="currentColor" strokeWidth="1.400" />
          <circle cx="8" cy="9" r="2" fill="currentColor" />
        </svg>
        Nutshell
      </button>
      <button type="button" className={classes.find} onClick={onFind}>
        <span>Find a place or do something</span>
        <kbd className={classes.keys}>{findKeys}</kbd>
      </button>
      <div className={classes.end}>{end}</div>
    </>
  );
}
