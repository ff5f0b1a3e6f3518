import { describe, expect, it } from 'vitest';
import { formatAgo, formatCount, formatDuration, formatShortDuration, formatShortMac } from '#renderer/ui/format.ts';

describe('numbers for people', () => {
  it.each([
    [-5, '0 ms'],
    [850, '850 ms'],
    [1_250, '1.3 s'],
    [61_000, '1 min 01 s'],
    [7_800_000, '2 h 10 min'],
    [356_400_000, '4 d 3 h'],
  ])('%d ms read %s', (duration, text) => {
    expect(formatDuration(duration)).toBe(text);
  });

  it.each([
    [0, 'just now'],
    [-4_000, 'just now'],
    [12_000, '12 s ago'],
    [180_000, '3 min ago'],
    [47 * 3_600_000, '47 h ago'],
    [3 * 86_400_000, '3 d ago'],
  ])('%d ms before now is %s', (age, text) => {
    expect(formatAgo(1_000_000_000_000 - age, 1_000_000_000_000)).toBe(text);
  });

  it('groups digits and shortens MACs', () => {
    expect(formatCount(1_571_329)).toBe('1\u2009571\u2009329');
    expect(formatShortMac('52:54:00:12:34:60')).toBe('…12:34:60');
  });
});

describe('a duration where there is little room', () => {
  it.each([
    [-5, '0 s'],
    [13_900, '13 s'],
    [75_000, '1:15 min'],
    [3_900_000, '1:05 h'],
  ])('of %d ms is %s', (duration, text) => {
    expect(formatShortDuration(duration)).toBe(text);
  });
});
