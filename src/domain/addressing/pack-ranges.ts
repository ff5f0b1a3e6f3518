/** Which gap each range goes into, by its place in the list; or that none is possible, or that too many were tried to tell. */
export type Packing =
  | { readonly kind: 'packed'; readonly gapOf: readonly number[] }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'undecided' };

interface Search {
  /** Widest first. */
  readonly counts: readonly number[];
  /** Of the counts from here to the end. */
  readonly sums: readonly number[];
  readonly room: number[];
  readonly chosen: number[];
  readonly failed: Set<string>;
  left: number;
}

/**
 * Puts ranges of these counts into gaps of these widths, each whole. This is bin packing, for which no quick way is known, so it is a
 * complete search: the widest range first, the narrowest gap that takes it first. What makes it short in practice loses nothing:
 *  - gaps with the same room left are one choice;
 *  - a gap that a range fills exactly is taken at once: in any arrangement that has something else there, the two can be exchanged;
 *  - room in gaps that are narrower than the narrowest range left does not count;
 *  - what was tried in vain is not tried again in another order.
 * 'impossible' is therefore a proof. 'undecided' is said after `budget` tries, and never instead of either.
 */
export function packRanges(counts: readonly number[], widths: readonly number[], budget = 100_000): Packing {
  const order = counts.map((_count, at) => at).sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0) || one - other);
  const sorted = order.map((at) => counts[at] ?? 0);
  const search: Search = {
    counts: sorted,
    sums: sumFromEnd(sorted),
    room: [...widths],
    chosen: [],
    failed: new Set(),
    left: budget,
  };
  if (!place(search, 0)) {
    return { kind: search.left > 0 ? 'impossible' : 'undecided' };
  }
  const gapOf: number[] = [];
  order.forEach((at, index) => (gapOf[at] = search.chosen[index] ?? 0));
  return { kind: 'packed', gapOf };
}

function sumFromEnd(counts: readonly number[]): readonly number[] {
  const sums = [0];
  for (const count of [...counts].reverse()) {
    sums.unshift(count + (sums[0] ?? 0));
  }
  return sums;
}

/** Deeper by one for each range: at most as deep as there are ranges. */
function place(search: Search, index: number): boolean {
  const { counts, room, chosen, failed } = search;
  const count = counts[index];
  if (count === undefined) {
    return true;
  }
  const key = `${index} ${[...room].sort((one, other) => one - other).join(' ')}`;
  if (search.left <= 0 || failed.has(key) || !isEnough(search, index)) {
    return false;
  }
  search.left -= 1;
  for (const gap of listChoices(room, count)) {
    room[gap] = (room[gap] ?? 0) - count;
    chosen[index] = gap;
    if (place(search, index + 1)) {
      return true;
    }
    room[gap] += count;
  }
  failed.add(key);
  return false;
}

function isEnough({ counts, sums, room }: Search, index: number): boolean {
  const narrowest = counts.at(-1) ?? 0;
  return room.reduce((sum, width) => (width >= narrowest ? sum + width : sum), 0) >= (sums[index] ?? 0);
}

/** Gaps that take the range, the narrowest first, one of each width; only the one that it fills where there is such a one. */
function listChoices(room: readonly number[], count: number): readonly number[] {
  const fitting = room.flatMap((width, gap) => (width >= count ? [{ width, gap }] : []));
  const exact = fitting.find(({ width }) => width === count);
  if (exact) {
    return [exact.gap];
  }
  const one = new Map<number, number>();
  for (const { width, gap } of fitting) {
    one.set(width, one.get(width) ?? gap);
  }
  return [...one].sort(([narrow], [wide]) => narrow - wide).map(([, gap]) => gap);
}
