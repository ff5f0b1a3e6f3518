import { isEdgeLike, type AddressRange } from './address-range.ts';
import { findAligned, subtractRanges } from './range-set.ts';

export type PrivateAllotment =
  | { readonly kind: 'found'; readonly subnets: readonly AddressRange[]; readonly singles: readonly number[] }
  | { readonly kind: 'no-room' };

/**
 * Finds a subnet for each prefix length and single addresses beside them, in what is free. The largest first, each at the lowest place:
 * this finds an arrangement whenever there is one. For take the subnets of one size that lie in what is free: placing a larger subnet
 * takes away exactly as many of them as its size is theirs, wherever it is placed, so no choice of place can be a wrong one. A single
 * address is a subnet of one.
 */
export function allotPrivate(
  free: readonly AddressRange[],
  prefixLengths: readonly number[],
  singleCount: number,
): PrivateAllotment {
  const subnets: AddressRange[] = [];
  let left = free;
  const order = prefixLengths.map((prefixLength, at) => ({ prefixLength, at }));
  for (const { prefixLength, at } of order.sort((one, other) => one.prefixLength - other.prefixLength || one.at - other.at)) {
    const size = 2 ** (32 - prefixLength);
    const found = findAligned(left, size, size);
    if (found === null) {
      return { kind: 'no-room' };
    }
    subnets[at] = found;
    left = subtractRanges(left, [found]);
  }
  const singles = takeHighest(left, singleCount);
  return singles === null ? { kind: 'no-room' } : { kind: 'found', subnets, singles };
}

/** From the top, so that wide pieces stay whole. */
function takeHighest(free: readonly AddressRange[], count: number): readonly number[] | null {
  const plain: number[] = [];
  const odd: number[] = [];
  for (const { first, last } of [...free].reverse()) {
    for (let address = last; address >= first && plain.length < count; address--) {
      (isEdgeLike(address) ? odd : plain).push(address);
    }
  }
  const taken = [...plain, ...odd].slice(0, count);
  return taken.length === count ? taken : null;
}
