import { countAddresses, isEdgeLike, sumAddresses, type AddressRange } from './address-range.ts';
import { packRanges } from './pack-ranges.ts';
import { cutRanges, findAligned, sortByWidth, subtractRanges, takeLowest } from './range-set.ts';

/** Public addresses that are still to be found. */
export interface PublicWish {
  readonly count: number;
  readonly form: 'range' | 'range-or-list';
}

export type PublicAllotment =
  /** In the order of the wishes; `singles` in address order. */
  | { readonly kind: 'found'; readonly ranges: readonly (readonly AddressRange[])[]; readonly singles: readonly number[] }
  /** More is wanted than is free. */
  | { readonly kind: 'too-few' }
  /** Enough is free, but not in pieces that are wide enough. */
  | { readonly kind: 'no-arrangement' }
  | { readonly kind: 'undecided' };

/** A range stays in one /24: the installer compares number by number, and the cluster controller takes at most 256 in one range. */
export const widestRange = 256;

/** Tries for what is only nicer, before what is right. */
const nicetyBudget = 2_000;

/**
 * Finds a range for every wish and `singleCount` single addresses, in what is free. Three ways, of which only the last has to succeed:
 *  1. tidy: each range begins at a multiple of the next power of two, and what is lowest is left to the machines, as people choose;
 *  2. each wish one range, wherever it fits;
 *  3. ranges only for those that insist; who takes a list has what is left.
 * The third is complete: singles and lists fit exactly if their number does, whatever the ranges leave, and packRanges is complete.
 */
export function allotPublic(free: readonly AddressRange[], wishes: readonly PublicWish[], singleCount: number): PublicAllotment {
  const wanted = wishes.reduce((sum, { count }) => sum + count, singleCount);
  if (wanted > sumAddresses(free)) {
    return { kind: 'too-few' };
  }
  const tidy = arrangeBehind(free, wishes, singleCount) ?? arrangeTidily(free, wishes) ?? arrangeAll(free, wishes);
  const ranges = tidy ?? arrangeStrict(free, wishes);
  if (typeof ranges === 'string') {
    return { kind: ranges };
  }
  const left = subtractRanges(free, ranges.flat());
  return { kind: 'found', ranges, singles: takeLowest(left, singleCount) ?? [] };
}

type Arranged = readonly AddressRange[][];

/** Machines that come later find room beside the first ones. */
const leastHead = 15;

function arrangeBehind(free: readonly AddressRange[], wishes: readonly PublicWish[], singleCount: number): Arranged | null {
  const head = takeLowest(free, Math.max(leastHead, singleCount));
  const behind = (head ?? []).map((address) => ({ first: address, last: address }));
  return head === null ? null : arrangeTidily(subtractRanges(free, [...behind, ...listLowEdge(free)]), wishes);
}

/** The very first address where it is an edge-like one. */
function listLowEdge([lowest]: readonly AddressRange[]): readonly AddressRange[] {
  return lowest && isEdgeLike(lowest.first) ? [{ first: lowest.first, last: lowest.first }] : [];
}

function arrangeTidily(free: readonly AddressRange[], wishes: readonly PublicWish[]): Arranged | null {
  const arranged: AddressRange[][] = wishes.map(() => []);
  let left = free;
  for (const { count, at } of sortWishes(wishes)) {
    const alignment = 2 ** Math.ceil(Math.log2(count));
    const found = alignment > widestRange ? null : findAligned(cutRanges(left, widestRange), count, alignment);
    if (found === null) {
      return null;
    }
    arranged[at] = [found];
    left = subtractRanges(left, [found]);
  }
  return arranged;
}

/** The largest first; equal ones in the order in which they were wished. */
function sortWishes(wishes: readonly PublicWish[]) {
  return wishes.map(({ count }, at) => ({ count, at })).sort((one, other) => other.count - one.count || one.at - other.at);
}

function arrangeAll(free: readonly AddressRange[], wishes: readonly PublicWish[]): Arranged | null {
  const arranged = arrange(
    free,
    wishes.map(({ count }) => count),
    nicetyBudget,
  );
  return typeof arranged === 'string' ? null : arranged.map((range) => [range]);
}

function arrangeStrict(free: readonly AddressRange[], wishes: readonly PublicWish[]): Arranged | 'no-arrangement' | 'undecided' {
  const strict = wishes.flatMap(({ form, count }, at) => (form === 'range' ? [{ count, at }] : []));
  const packed = arrange(
    free,
    strict.map(({ count }) => count),
  );
  if (typeof packed === 'string') {
    return packed;
  }
  const arranged: AddressRange[][] = wishes.map(() => []);
  strict.forEach(({ at }, index) => (arranged[at] = packed.slice(index, index + 1)));
  let left = subtractRanges(free, packed);
  for (const { count, at } of sortWishes(wishes).filter((wish) => wishes[wish.at]?.form === 'range-or-list')) {
    const found = takeRangeOrList(left, count);
    arranged[at] = [...found];
    left = subtractRanges(left, found);
  }
  return arranged;
}

/** One range where a piece is wide enough, else the lowest addresses one by one. */
function takeRangeOrList(free: readonly AddressRange[], count: number): readonly AddressRange[] {
  const piece = cutRanges(free, widestRange).find((range) => countAddresses(range) >= count);
  return piece
    ? [{ first: piece.first, last: piece.first + count - 1 }]
    : (takeLowest(free, count) ?? []).map((address) => ({ first: address, last: address }));
}

/** Ranges in the order of the counts; those that share a piece stand at its end, so that its beginning stays free. */
function arrange(
  free: readonly AddressRange[],
  counts: readonly number[],
  budget?: number,
): AddressRange[] | 'no-arrangement' | 'undecided' {
  const pieces = sortByWidth(cutRanges(free, widestRange));
  const packing = packRanges(counts, pieces.map(countAddresses), budget);
  if (packing.kind !== 'packed') {
    return packing.kind === 'undecided' ? 'undecided' : 'no-arrangement';
  }
  const ends = pieces.map(({ last }) => last);
  const ranges: AddressRange[] = [];
  for (let at = counts.length - 1; at >= 0; at--) {
    const gap = packing.gapOf[at] ?? 0;
    const last = ends[gap] ?? 0;
    ranges[at] = { first: last - (counts[at] ?? 0) + 1, last };
    ends[gap] = last - (counts[at] ?? 0);
  }
  return ranges;
}
