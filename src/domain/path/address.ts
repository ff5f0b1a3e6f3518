import ipaddr from 'ipaddr.js';

/** Whether an IPv4 address is in `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.0.0.1` or `10.0.0.1-10.0.0.9`. null: that is no such range. */
export function isInRange(address: string, range: string): boolean | null {
  const value = toNumber(address);
  const bounds = toBounds(range);
  return value === null || bounds === null ? null : bounds.first <= value && value <= bounds.last;
}

interface Bounds {
  readonly first: number;
  readonly last: number;
}

function toBounds(range: string): Bounds | null {
  const [from = '', to] = range.split('-');
  if (to !== undefined) {
    const [first, last] = [toNumber(from), toNumber(to)];
    return first === null || last === null ? null : { first, last };
  }
  const [base = '', mask = '32'] = range.split('/');
  const length = toPrefixLength(mask);
  const start = toNumber(base);
  if (start === null || length === null) {
    return null;
  }
  const size = 2 ** (32 - length);
  const first = Math.floor(start / size) * size;
  return { first, last: first + size - 1 };
}

function toPrefixLength(mask: string): number | null {
  if (/^\d{1,2}$/.test(mask)) {
    return Number(mask) <= 32 ? Number(mask) : null;
  }
  return ipaddr.IPv4.isValidFourPartDecimal(mask) ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : null;
}

function toNumber(address: string): number | null {
  return ipaddr.IPv4.isValidFourPartDecimal(address)
    ? ipaddr.IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0)
    : null;
}

/** How long the prefix of a range of addresses is; null for what is no prefix. */
export function prefixLengthOf(range: string): number | null {
  return range.includes('-') ? null : toPrefixLength(range.split('/')[1] ?? '32');
}
