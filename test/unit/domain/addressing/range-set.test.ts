import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddressRange } from '#domain/addressing/address-range.ts';
import {
  cutRanges,
  findAligned,
  intersectRanges,
  mergeRanges,
  subtractRanges,
  takeLowest,
} from '#domain/addressing/range-set.ts';

const size = 64;
const aRange = fc
  .tuple(fc.nat(size - 1), fc.nat(size - 1))
  .map(([one, other]): AddressRange => ({ first: Math.min(one, other), last: Math.max(one, other) }));
const someRanges = fc.array(aRange, { maxLength: 6 });

/** The same as sets of numbers, slowly and surely. */
const toSet = (ranges: readonly AddressRange[]) =>
  Array.from({ length: size }, (_none, at) => at).filter((at) => ranges.some(({ first, last }) => first <= at && at <= last));

describe('sets of addresses', () => {
  it('are joined, subtracted and intersected as sets are', () => {
    fc.assert(
      fc.property(someRanges, someRanges, (some, others) => {
        expect(toSet(mergeRanges(some))).toEqual(toSet(some));
        expect(toSet(subtractRanges(some, others))).toEqual(toSet(some).filter((at) => !toSet(others).includes(at)));
        expect(toSet(intersectRanges(some, others))).toEqual(toSet(some).filter((at) => toSet(others).includes(at)));
      }),
    );
  });

  it('are kept in order, with a hole between any two', () => {
    fc.assert(
      fc.property(someRanges, (some) => {
        const merged = mergeRanges(some);
        merged.slice(1).forEach(({ first }, at) => expect(first).toBeGreaterThan((merged[at]?.last ?? 0) + 1));
      }),
    );
  });

  it('are cut at every multiple without losing an address', () => {
    fc.assert(
      fc.property(someRanges, (some) => {
        const pieces = cutRanges(some, 16);
        expect(toSet(pieces)).toEqual(toSet(some));
        expect(pieces.every(({ first, last }) => Math.floor(first / 16) === Math.floor(last / 16))).toBe(true);
      }),
    );
  });

  it('give the lowest place that fits, or none', () => {
    expect(findAligned([{ first: 1, last: 40 }], 8, 8)).toEqual({ first: 8, last: 15 });
    expect(findAligned([{ first: 1, last: 14 }], 8, 8)).toBeNull();
    expect(
      takeLowest(
        [
          { first: 5, last: 6 },
          { first: 9, last: 20 },
        ],
        3,
      ),
    ).toEqual([5, 6, 9]);
    expect(takeLowest([{ first: 5, last: 6 }], 3)).toBeNull();
  });
});
