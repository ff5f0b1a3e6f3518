/**
 * One thing read from a host, with the command that produced it. A fact that could not be read says so and keeps the raw
 * text: an answer that cannot be read is never an empty list.
 */
export type Fact<T> =
  | { readonly kind: 'known'; readonly value: T; readonly command: string }
  | { readonly kind: 'unavailable'; readonly command: string; readonly reason: string; readonly raw: string };

export function known<T>(value: T, command: string): Fact<T> {
  return { kind: 'known', value, command };
}

export function unavailable(command: string, reason: string, raw = ''): Fact<never> {
  return { kind: 'unavailable', command, reason, raw };
}

/** The value of a fact, or a stand-in where the fact could not be read. Only for callers that show the fact's reason elsewhere. */
export function valueOr<T>(fact: Fact<T>, otherwise: T): T {
  return fact.kind === 'known' ? fact.value : otherwise;
}
