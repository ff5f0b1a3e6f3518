import type { ReactNode } from 'react';
import { StateMark, type Tone } from './state-mark.tsx';
import classes from './banner.module.css';

interface BannerProps {
  readonly tone: Tone;
  readonly word: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** One line across the page about the state of all that is below it. Announced, never stealing the focus. */
export function Banner({ tone, word, children, actions }: BannerProps) {
  return (
    <div className={classes.banner} data-tone={tone} role="status">
      <span className={classes.word}>
        <StateMark tone={tone} word={word} />
      </span>
      <div className={classes.text}>{children}</div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
