import type { ReactNode } from 'react';
import classes from './state-mark.module.css';

/** Each tone has its own shape as well as its own colour: colour alone never says it. */
export type Tone = 'ok' | 'attention' | 'broken' | 'unknown' | 'off' | 'busy';

const shapes: Readonly<Record<Tone, ReactNode>> = {
  ok: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path d="M3.4 6.2 5.2 8l3.4-3.9" fill="none" className={classes.cut} strokeWidth="1.5" />
    </>
  ),
  attention: (
    <>
      <path d="M6 .6 11.7 11H.3Z" fill="currentColor" strokeLinejoin="round" />
      <path d="M6 4.2v3.1M6 8.6v1.1" className={classes.cut} strokeWidth="1.4" />
    </>
  ),
  broken: (
    <>
      <rect x=".7" y=".7" width="10.6" height="10.6" rx="1.5" fill="currentColor" />
      <path d="m3.7 3.7 4.6 4.6m0-4.6L3.7 8.3" className={classes.cut} strokeWidth="1.5" />
    </>
  ),
  unknown: (
    <>
      <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2.1 1.5" />
      <path d="M4.6 4.8a1.5 1.5 0 1 1 2 1.5c-.4.2-.6.4-.6.9M6 8.4v.9" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </>
  ),
  off: <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  busy: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" opacity=".3" />
      <path d="M6 1.4A4.6 4.6 0 0 1 10.6 6" fill="none" stroke="currentColor" strokeWidth="1.8" className={classes.turning} />
    </>
  ),
};

/** The mark alone, 12 by 12, for use inside an svg. */
export function StateMarkShape({ tone }: { readonly tone: Tone }) {
  return shapes[tone];
}
