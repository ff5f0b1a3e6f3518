import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRates, countMoved, longestTurnSeconds, type LinkCounts } from '#domain/path/live/build-rates.ts';

const still: LinkCounts = {
  rxBytes: 0,
  rxPackets: 0,
  txBytes: 0,
  txPackets: 0,
  rxErrors: 0,
  rxDropped: 0,
  txErrors: 0,
  txDropped: 0,
};

describe('a counter', () => {
  it('moved by what was added, also over the end of 32 bits', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 31 - 1), (before, added) => {
        expect(countMoved(before, before + added)).toBe(added);
        const wrapped = (before + added) % 2 ** 32;
        // One that was low and is lower still was set back: nobody could tell that from a wrap.
        const expected = wrapped >= before ? wrapped - before : before >= 2 ** 31 && wrapped < 2 ** 31 ? added : null;
        expect(countMoved(before, wrapped)).toBe(expected);
      }),
    );
  });

  it('that was set back tells nothing', () => {
    expect(countMoved(5_000, 10)).toBeNull();
  });
});

describe('rates', () => {
  it('times the time that went by are what was counted, and never below zero', () => {
    const counts = fc.record({
      before: fc.nat(2 ** 40),
      added: fc.nat(2 ** 30),
      seconds: fc.double({ min: 0.01, max: 15, noNaN: true }),
    });
    fc.assert(
      fc.property(counts, ({ before, added, seconds }) => {
        const rates = buildRates({ ...still, rxBytes: before }, { ...still, rxBytes: before + added }, seconds);
        expect(rates?.rxBytes).toBeGreaterThanOrEqual(0);
        expect((rates?.rxBytes ?? 0) * seconds).toBeCloseTo(added, 3);
        expect(rates?.txBytes).toBe(0);
      }),
    );
  });

  it.each([0, -1, Number.NaN, longestTurnSeconds + 1])('are not known where %d s went by', (seconds) => {
    expect(buildRates(still, { ...still, rxBytes: 10 }, seconds)).toBeNull();
  });

  it('are not known where one of the counters was set back', () => {
    expect(buildRates({ ...still, txPackets: 100 }, { ...still, txPackets: 3 }, 1)).toBeNull();
  });
});
