import type { AddressDemand, BridgeDemand, PrivateDemand, PublicDemand } from './address-demand.ts';
import { findPrefixLength } from './address-range.ts';
import { parseIpv4 } from './ipv4.ts';
import { parseRange, parseRanges } from './parse-ranges.ts';

/** What one cloud needs, as a person writes it: in a form, on a command line, in a cloud file. */
export interface DemandText {
  readonly cloud: string;
  /** `address`: an address, or empty for the next free one. */
  readonly machines: readonly { readonly name: string; readonly address: string }[];
  /** How many, for instance 32; or the addresses themselves; or empty for none. */
  readonly public: string;
  /** Refuse where no single range is left, instead of giving a list. Only where `public` is a number. */
  readonly isOneRange: boolean;
  /** How large, for instance /23; or a network; or empty for none. */
  readonly private: string;
  /** FastStart's "Addresses per security group"; null where the cloud knows no such groups. */
  readonly addressesPerGroup: number | null;
  /** `find`, an address, or empty for none. */
  readonly bridge: string;
  readonly rules: AddressDemand['rules'];
}

export type ParsedDemand =
  | { readonly kind: 'demand'; readonly demand: AddressDemand }
  | { readonly kind: 'unreadable'; readonly problems: readonly DemandProblem[] };

export interface DemandProblem {
  readonly field: 'machines' | 'public' | 'private' | 'bridge';
  readonly message: string;
}

/** FastStart's cloud as its installer proposes it: one machine, a /23 for private use, 32 addresses per security group. */
export function proposeDemandText(cloud: string): DemandText {
  return {
    cloud,
    machines: [{ name: cloud, address: '' }],
    public: '32',
    isOneRange: false,
    private: '/23',
    addressesPerGroup: 32,
    bridge: 'find',
    rules: 'faststart',
  };
}

/** Every field is read, so that a person hears of all mistakes at once. */
export function parseDemand(text: DemandText): ParsedDemand {
  const { cloud, rules } = text;
  const problems: DemandProblem[] = [];
  const note = <T>(field: DemandProblem['field'], read: T | string, otherwise: T): T => {
    if (typeof read !== 'string') {
      return read;
    }
    problems.push({ field, message: read });
    return otherwise;
  };
  const demand: AddressDemand = {
    cloud,
    rules,
    machines: text.machines.map(({ name, address }) => ({
      name,
      given: note('machines', parseMachine(name, address), { given: null }).given,
    })),
    public: note('public', parsePublic(text), { kind: 'none' }),
    private: note('private', parsePrivate(text), { kind: 'none' }),
    bridge: note('bridge', parseBridge(text), { kind: 'none' }),
  };
  return problems.length > 0 ? { kind: 'unreadable', problems } : { kind: 'demand', demand };
}

function parseMachine(name: string, text: string): { readonly given: number | null } | string {
  const address = text.trim();
  const given = parseIpv4(address);
  return address === '' || given !== null ? { given } : `The address of machine ${name}: ${explain(address)}`;
}

/** Why it is no single address. */
function explain(text: string): string {
  const parsed = parseRange(text);
  return parsed.ok ? `${text} is more than one address.` : parsed.reason;
}

function parsePublic({ public: text, isOneRange }: DemandText): PublicDemand | string {
  const words = text.trim();
  if (words === '') {
    return { kind: 'none' };
  }
  if (/^\d+$/.test(words)) {
    return { kind: 'find', count: Number(words), form: isOneRange ? 'range' : 'range-or-list' };
  }
  const parsed = parseRanges(words);
  return parsed.ok ? { kind: 'given', ranges: parsed.ranges } : parsed.reasons.join(' ');
}

function parsePrivate({ private: text, addressesPerGroup }: DemandText): PrivateDemand | string {
  const word = text.trim();
  if (word === '') {
    return { kind: 'none' };
  }
  const [, length] = /^\/(\d{1,2})$/.exec(word) ?? [];
  if (length !== undefined) {
    return { kind: 'find', prefixLength: Number(length), addressesPerGroup };
  }
  const parsed = parseRange(word);
  if (!parsed.ok) {
    return parsed.reason;
  }
  return findPrefixLength(parsed.range) === null
    ? `${word} is not one network. Write it like 172.30.0.0/23, or /23 to have one found.`
    : { kind: 'given', range: parsed.range, addressesPerGroup };
}

function parseBridge({ bridge: text }: DemandText): BridgeDemand | string {
  const word = text.trim();
  if (word === '' || word === 'find') {
    return { kind: word === '' ? 'none' : 'find' };
  }
  const address = parseIpv4(word);
  return address === null ? explain(word) : { kind: 'given', address };
}
