import picocolors from 'picocolors';

export type Paint = ReturnType<typeof picocolors.createColors>;

/** Colour is never the only sign of a state: a word always stands beside it. */
export function createPaint(hasColors: boolean): Paint {
  return picocolors.createColors(hasColors);
}
