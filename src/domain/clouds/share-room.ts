/** What one machine wants of something that all of a cloud share: RAM, room for disks. */
export interface Want {
  readonly minimum: number;
  readonly sensible: number;
  /** Said by a person, and kept. */
  readonly given: number | null;
}

/**
 * Sensible sizes where there is room for all of them together; else the minimum for each, and of what is left over as much as each is
 * short of, in proportion. What does not even hold the minimums gets them all the same: that is for a verdict to say.
 */
export function shareRoom(wants: readonly Want[], room: number | null, step: number): readonly number[] {
  const given = sum(wants.map((want) => want.given ?? 0));
  const open = wants.filter((want) => want.given === null);
  const minimum = sum(open.map((want) => want.minimum));
  const wanted = sum(open.map((want) => Math.max(0, want.sensible - want.minimum)));
  const left = room === null ? wanted : room - given - minimum;
  const share = wanted === 0 ? 1 : Math.max(0, Math.min(1, left / wanted));
  return wants.map((want) => {
    if (want.given !== null) {
      return want.given;
    }
    const size = want.minimum + share * Math.max(0, want.sensible - want.minimum);
    return share === 1 ? Math.max(want.minimum, want.sensible) : Math.max(want.minimum, Math.floor(size / step) * step);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
