import type { PortRange, RuleMatch } from '#domain/path/netfilter/rule-match.ts';

/** Names of icmp types that rules use (iptables -p icmp -h; nft describe icmp type). */
const icmpTypes: Readonly<Record<string, number>> = {
  'echo-reply': 0,
  pong: 0,
  'destination-unreachable': 3,
  'source-quench': 4,
  redirect: 5,
  'echo-request': 8,
  ping: 8,
  'router-advertisement': 9,
  'router-solicitation': 10,
  'time-exceeded': 11,
  'ttl-exceeded': 11,
  'parameter-problem': 12,
  'timestamp-request': 13,
  'timestamp-reply': 14,
};

/** null: no type that is known by this name. */
export function parseIcmpType(word: string): number | null {
  return /^\d+$/.test(word) ? Number(word) : (icmpTypes[word] ?? null);
}

const protocols: Readonly<Record<string, string>> = { '0': 'all', '1': 'icmp', '6': 'tcp', '17': 'udp' };

export function parseProtocol(word: string): string {
  return protocols[word] ?? word.toLowerCase();
}

/** `22`, `1024:2048`, `:100`, `22,80`; null for a service's name. */
export function parsePorts(text: string): readonly PortRange[] | null {
  const ranges = text.split(',').map((part) => {
    const [from = '', to = from] = part.split(/[:-]/);
    return { from: Number(from || 0), to: Number(to || 65_535) };
  });
  return ranges.every(({ from, to }) => Number.isInteger(from) && Number.isInteger(to)) ? ranges : null;
}

/** `0x15/0xff`, `21`. */
export function parseMark(text: string): { readonly value: number; readonly mask: number } | null {
  const [value, mask] = text.split('/').map(Number);
  return value === undefined || Number.isNaN(value) || Number.isNaN(mask)
    ? null
    : { value: value >>> 0, mask: (mask ?? 0xffffffff) >>> 0 };
}

/** `10.0.0.1`, `10.0.0.1:80`, `:80`; null for a range of either, where the kernel chooses. */
export function parseTarget(text: string): { readonly address: string | null; readonly port: number | null } | null {
  const [, address, port] = /^(\d+\.\d+\.\d+\.\d+)?(?::(\d+))?$/.exec(text) ?? [];
  return address === undefined && port === undefined
    ? null
    : { address: address ?? null, port: port === undefined ? null : Number(port) };
}

export const unknownMatch = (text: string): RuleMatch => ({ kind: 'unknown', text });
