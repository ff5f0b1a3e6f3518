import { formatIpv4, highestIpv4, type Ipv4 } from './ipv4.ts';

/** Addresses from the first to the last, both among them. Everything that is owned, taken or planned is made of these. */
export interface AddressRange {
  readonly first: Ipv4;
  readonly last: Ipv4;
}

export function toRange(first: Ipv4, last: Ipv4 = first): AddressRange {
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < 0 || last > highestIpv4 || last < first) {
    throw new RangeError(`${first}-${last} is no range of addresses`);
  }
  return { first, last };
}

export function countAddresses({ first, last }: AddressRange): number {
  return last - first + 1;
}

export function listAddresses(range: AddressRange): readonly Ipv4[] {
  return Array.from({ length: countAddresses(range) }, (_none, at) => range.first + at);
}

export function sumAddresses(ranges: readonly AddressRange[]): number {
  return ranges.reduce((sum, range) => sum + countAddresses(range), 0);
}

export function overlaps(one: AddressRange, other: AddressRange): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function isSameRange(one: AddressRange, other: AddressRange): boolean {
  return one.first === other.first && one.last === other.last;
}

/** The network of an address: 10.101.7.9 and 24 are 10.101.7.0-10.101.7.255. */
export function networkOf(address: Ipv4, prefixLength: number): AddressRange {
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** The prefix length where the range is exactly one network; null where it is not. */
export function findPrefixLength(range: AddressRange): number | null {
  const bits = Math.log2(countAddresses(range));
  return Number.isInteger(bits) && range.first % countAddresses(range) === 0 ? 32 - bits : null;
}

/** As installers want it: one address, or the first and the last with a dash. */
export function formatRange({ first, last }: AddressRange): string {
  return first === last ? formatIpv4(first) : `${formatIpv4(first)}-${formatIpv4(last)}`;
}

/** As people read it: a network by its prefix length, all else as formatRange. */
export function describeRange(range: AddressRange): string {
  const prefixLength = findPrefixLength(range);
  return prefixLength === null || prefixLength === 32 ? formatRange(range) : `${formatIpv4(range.first)}/${prefixLength}`;
}

export function describeRanges(ranges: readonly AddressRange[]): string {
  return ranges.map(describeRange).join(', ');
}

/** 20 is 255.255.240.0. */
export function toNetmask(prefixLength: number): string {
  return formatIpv4(2 ** 32 - 2 ** (32 - prefixLength));
}

/** 255.255.240.0 is 20; null where the ones are not all in front. */
export function findMaskLength(mask: Ipv4): number | null {
  const bits = Math.log2(2 ** 32 - mask);
  return Number.isInteger(bits) ? 32 - bits : null;
}

/** .0 and .255 are addresses like others in a wide subnet, but people, and some old systems, take them for a network's edges. */
export function isEdgeLike(address: Ipv4): boolean {
  return address % 256 === 0 || address % 256 === 255;
}
