import { countAddresses, isEdgeLike, overlaps, type AddressRange } from './address-range.ts';
import type { Ipv4 } from './ipv4.ts';

/** The same addresses as few ranges, in order, none touching the next. */
export function mergeRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of [...ranges].sort((one, other) => one.first - other.first)) {
    const previous = merged.at(-1);
    if (previous && range.first <= previous.last + 1) {
      merged[merged.length - 1] = { first: previous.first, last: Math.max(previous.last, range.last) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** What is in the one and not in the other. */
export function subtractRanges(ranges: readonly AddressRange[], without: readonly AddressRange[]): readonly AddressRange[] {
  const holes = mergeRanges(without);
  return mergeRanges(ranges).flatMap((range) => subtractFrom(range, holes));
}

function subtractFrom(range: AddressRange, holes: readonly AddressRange[]): readonly AddressRange[] {
  const left: AddressRange[] = [];
  let from = range.first;
  for (const hole of holes.filter((one) => overlaps(one, range))) {
    if (hole.first > from) {
      left.push({ first: from, last: hole.first - 1 });
    }
    from = hole.last + 1;
  }
  return from <= range.last ? [...left, { first: from, last: range.last }] : left;
}

/** What is in both. */
export function intersectRanges(ranges: readonly AddressRange[], others: readonly AddressRange[]): readonly AddressRange[] {
  const within = mergeRanges(others);
  return mergeRanges(ranges).flatMap((range) =>
    within
      .filter((other) => overlaps(range, other))
      .map(({ first, last }) => ({ first: Math.max(first, range.first), last: Math.min(last, range.last) })),
  );
}

/** The ranges cut wherever a multiple of the size begins: with 256, no piece leaves its /24. */
export function cutRanges(ranges: readonly AddressRange[], size: number): readonly AddressRange[] {
  return ranges.flatMap(({ first, last }) => {
    const pieces: AddressRange[] = [];
    for (let from = first; from <= last; from = pieces.at(-1)?.last ?? last, from += 1) {
      pieces.push({ first: from, last: Math.min(last, Math.floor(from / size) * size + size - 1) });
    }
    return pieces;
  });
}

/** The lowest range of so many addresses that begins at a multiple of `alignment`; null where none fits. */
export function findAligned(free: readonly AddressRange[], count: number, alignment: number): AddressRange | null {
  for (const gap of mergeRanges(free)) {
    const first = Math.ceil(gap.first / alignment) * alignment;
    if (first + count - 1 <= gap.last) {
      return { first, last: first + count - 1 };
    }
  }
  return null;
}

/** The lowest so many addresses, whatever lies between them, edge-like ones only if need be; null where there are not enough. */
export function takeLowest(free: readonly AddressRange[], count: number): readonly Ipv4[] | null {
  const plain: Ipv4[] = [];
  const odd: Ipv4[] = [];
  for (const { first, last } of mergeRanges(free)) {
    for (let address = first; address <= last && plain.length < count; address++) {
      (isEdgeLike(address) ? odd : plain).push(address);
    }
  }
  const taken = [...plain, ...odd].slice(0, count).sort((one, other) => one - other);
  return taken.length === count ? taken : null;
}

/** The widest first; equal ones by address. */
export function sortByWidth(ranges: readonly AddressRange[]): readonly AddressRange[] {
  return [...ranges].sort((one, other) => countAddresses(other) - countAddresses(one) || one.first - other.first);
}

/** The ranges in their order, cut into groups of at most so many addresses each. */
export function groupByCount(ranges: readonly AddressRange[], most: number): readonly (readonly AddressRange[])[] {
  const groups: AddressRange[][] = [];
  let room = 0;
  for (const range of ranges) {
    for (let from = range.first; from <= range.last;) {
      if (room === 0) {
        groups.push([]);
        room = most;
      }
      const last = Math.min(range.last, from + room - 1);
      groups.at(-1)?.push({ first: from, last });
      room -= last - from + 1;
      from = last + 1;
    }
  }
  return groups;
}
