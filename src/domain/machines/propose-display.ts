import type { Taken } from './collect-taken.ts';

/** The lowest VNC display that no machine has and on whose port nobody listens. 0 is left to the host's own screen. */
export function proposeDisplay(taken: Taken): number {
  let display = 1;
  while (taken.displays.has(display)) {
    display += 1;
  }
  return display;
}
