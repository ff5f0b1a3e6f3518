/** A name and its value. Lists are numbered from 1: InstanceId.1. */
export type Parameter = readonly [name: string, value: string];

/** Percent-encoded as RFC 3986 has it, which both signatures ask for: all but letters, digits, "-", "_", "." and "~". */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A form, or a query: sorted by name as bytes. Names of this API are ASCII, where code units are bytes. */
export function toForm(parameters: readonly Parameter[]): string {
  return parameters
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .sort(([one, first], [other, second]) => compare(one, other) || compare(first, second))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
