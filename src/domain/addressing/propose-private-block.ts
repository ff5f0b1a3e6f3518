import { describeRange, networkOf, overlaps } from './address-range.ts';
import { toKnownRange } from './parse-ranges.ts';
import type { TakenRange } from './taken-range.ts';

/** RFC 1918, the least used first. A /20 holds eight of FastStart's default subnets. */
const candidates = ['172.16.0.0/12', '10.0.0.0/8', '192.168.0.0/16'] as const;
const prefixLength = 20;

/** A block for private subnets that nobody is known to use, from the top; null where there is none. */
export function proposePrivateBlock(taken: readonly TakenRange[]): string | null {
  for (const candidate of candidates) {
    const { first, last } = toKnownRange(candidate);
    for (let at = last; at >= first; at -= 2 ** (32 - prefixLength)) {
      const block = networkOf(at, prefixLength);
      if (!taken.some(({ range }) => overlaps(range, block))) {
        return describeRange(block);
      }
    }
  }
  return null;
}
