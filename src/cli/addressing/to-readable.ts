import { formatRange } from '#domain/addressing/address-range.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';

/** Fields that hold one address as a number. */
const addressKeys = new Set(['address', 'hostAddress', 'gateway', 'nameserver', 'bridgeAddress']);

/** A copy for --json in which addresses are text, as everywhere outside of the program: 10.101.7.9 and 10.101.7.9-10.101.7.20. */
export function toReadable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toReadable);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (isRange(value)) {
    return formatRange(value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'number' && addressKeys.has(key) ? formatIpv4(each) : toReadable(each),
    ]),
  );
}

function isRange(value: object): value is { readonly first: number; readonly last: number } {
  return (
    Object.keys(value).length === 2 &&
    'first' in value &&
    typeof value.first === 'number' &&
    'last' in value &&
    typeof value.last === 'number'
  );
}
