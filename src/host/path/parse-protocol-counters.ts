import { Unreadable } from '../facts/unreadable.ts';

/** /proc/net/snmp and netstat: each line of names is followed by one of numbers, both beginning with the protocol's name. */
export function parseProtocolCounters(text: string): Readonly<Record<string, number>> {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  const pairs = lines.flatMap((line, at) => {
    const [prefix = '', ...names] = line.split(/\s+/);
    const [samePrefix = '', ...values] = (lines[at + 1] ?? '').split(/\s+/);
    const isHead = prefix === samePrefix && !/^-?\d+$/.test(names[0] ?? '') && /^-?\d+$/.test(values[0] ?? '');
    return isHead ? names.map((name, column) => [`${prefix.slice(0, -1)}${name}`, Number(values[column] ?? 0)] as const) : [];
  });
  if (pairs.length === 0) {
    throw new Unreadable('The kernel told no counters');
  }
  return Object.fromEntries(pairs);
}
