import { findMaskLength, networkOf, type AddressRange } from './address-range.ts';
import { formatIpv4, isIpv6, parseIpv4, type Ipv4 } from './ipv4.ts';

/** What could not be read as addresses, word by word, each with a sentence. */
export type ParsedRanges =
  { readonly ok: true; readonly ranges: readonly AddressRange[] } | { readonly ok: false; readonly reasons: readonly string[] };

export type ParsedRange = { readonly ok: true; readonly range: AddressRange } | { readonly ok: false; readonly reason: string };

/**
 * Addresses as people write them, with spaces, commas or lines between: 10.101.7.x, 10.101.7.0/24, 10.101.7.0/255.255.255.0,
 * 10.101.7.10-10.101.7.80, 10.101.7.9. What could mean two things is refused with what to write instead; nothing is guessed.
 */
export function parseRanges(text: string): ParsedRanges {
  const words = text
    .replaceAll(/\s*[-\u2010-\u2015]\s*/g, '-')
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (words.length === 0) {
    return { ok: false, reasons: [`Give addresses, for example ${examples}.`] };
  }
  const parsed = words.map(parseRange);
  const reasons = parsed.flatMap((one) => (one.ok ? [] : [one.reason]));
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, ranges: parsed.flatMap((one) => (one.ok ? [one.range] : [])) };
}

const examples = '10.101.7.x, 10.101.7.0/24 or 10.101.7.10-10.101.7.80';

/** One word of it. */
export function parseRange(word: string): ParsedRange {
  if (isIpv6(word) || (word.includes(':') && word.split('-').every(isIpv6))) {
    return refuse(`${word} is IPv6. Addresses of clouds are planned in IPv4 only: write it like ${examples}.`);
  }
  if (word.includes('/')) {
    return parseNetwork(word);
  }
  if (word.includes('-')) {
    return parseFromTo(word);
  }
  if (/[x*]/i.test(word) && /^[\d.x*]+$/i.test(word)) {
    return parsePattern(word);
  }
  const address = parseIpv4(word);
  return address === null ? refuse(explainAddress(word)) : accept(address, address);
}

function parseNetwork(word: string): ParsedRange {
  const [network = '', suffix = '', ...more] = word.split('/');
  const address = parseIpv4(network);
  if (address === null || more.length > 0) {
    return refuse(
      more.length > 0 ? `${word} has more than one slash. Write one network, like 10.101.7.0/24.` : explainAddress(network),
    );
  }
  const prefixLength = parsePrefixLength(suffix);
  if (prefixLength === null) {
    return refuse(`${word} does not end in a prefix length from 0 to 32 or a netmask. Write it like 10.101.7.0/24.`);
  }
  const range = networkOf(address, prefixLength);
  return range.first === address
    ? accept(range.first, range.last)
    : refuse(
        `${word} has host bits set: ${network} lies inside ${formatIpv4(range.first)}/${prefixLength}. Write that network, or ${network} alone.`,
      );
}

/** `24` or `255.255.255.0`. */
function parsePrefixLength(suffix: string): number | null {
  if (/^\d{1,2}$/.test(suffix)) {
    return Number(suffix) <= 32 ? Number(suffix) : null;
  }
  const mask = parseIpv4(suffix);
  return mask === null ? null : findMaskLength(mask);
}

function parseFromTo(word: string): ParsedRange {
  const [from = '', to = '', ...more] = word.split('-');
  const first = parseIpv4(from);
  if (first === null || more.length > 0) {
    return refuse(more.length > 0 ? `${word} has more than one dash. Write one range, first-last.` : explainAddress(from));
  }
  const last = parseIpv4(to);
  if (last === null) {
    return refuse(/^\d{1,3}$/.test(to) ? explainShort(word, from, to) : explainAddress(to));
  }
  return first <= last ? accept(first, last) : refuse(`${word} runs backwards. Did you mean ${to}-${from}?`);
}

/** Eucalyptus wants both ends whole (net/vnetwork.c, 3.3.0), so the short form is not taught. */
function explainShort(word: string, from: string, to: string): string {
  const whole = `${from.slice(0, from.lastIndexOf('.') + 1)}${to}`;
  return parseIpv4(whole) === null
    ? explainAddress(whole)
    : `${word} is a short form that installers do not read. Did you mean ${from}-${whole}?`;
}

/** 10.101.7.x and 10.101.x.x: whole numbers at the end left open. */
function parsePattern(word: string): ParsedRange {
  const match = /^((?:\d{1,3}\.){1,3})(?:[x*](?:\.|$)){1,3}$/i.exec(word);
  const parts = word.split('.');
  if (!match || parts.length !== 4) {
    return refuse(`${word} cannot be read. An x stands for a whole number at the end, as in 10.101.7.x or 10.101.x.x.`);
  }
  const first = parseIpv4(parts.map((part) => (/^[x*]$/i.test(part) ? '0' : part)).join('.'));
  const last = parseIpv4(parts.map((part) => (/^[x*]$/i.test(part) ? '255' : part)).join('.'));
  return first === null || last === null ? refuse(explainAddress(word)) : accept(first, last);
}

/** Why it is no address, as exactly as it can be told. */
function explainAddress(word: string): string {
  const parts = word.split('.');
  if (parts.every((part) => /^\d+$/.test(part))) {
    const zeros = parts.find((part) => /^0\d/.test(part));
    if (zeros !== undefined) {
      return `${word} has a number with a zero in front (${zeros}), which some programs read as octal. Leave the zero out.`;
    }
    const high = parts.find((part) => Number(part) > 255);
    if (high !== undefined && parts.length === 4) {
      return `${word} is no address: ${high} is more than 255.`;
    }
    return `${word} has ${parts.length} ${parts.length === 1 ? 'number' : 'numbers'} where an IPv4 address has four. For a whole network write ${examples}.`;
  }
  return word === ''
    ? `An address is missing. Write it like ${examples}.`
    : `${word} is not an IPv4 address. Write it like ${examples}.`;
}

function accept(first: Ipv4, last: Ipv4): ParsedRange {
  return { ok: true, range: { first, last } };
}

function refuse(reason: string): ParsedRange {
  return { ok: false, reason };
}

/** For what is written in a program or was checked before: throws at all else. */
export function toKnownRange(text: string): AddressRange {
  const parsed = parseRange(text);
  if (!parsed.ok) {
    throw new RangeError(parsed.reason);
  }
  return parsed.range;
}
