import { etherTypes } from '#domain/path/netfilter/packet.ts';
import type { RuleMatch } from '#domain/path/netfilter/rule-match.ts';
import type { RuleFamily } from '#domain/path/netfilter/rule-table.ts';
import { describeStatement } from './describe-nft.ts';
import { isRecord } from './is-record.ts';
import { parseIcmpType, parsePorts, parseProtocol, unknownMatch } from './parse-rule-values.ts';

export type NftSets = ReadonlyMap<string, readonly unknown[]>;

type Statement = Readonly<Record<string, unknown>>;

/** What a statement asks of a packet; statements that act ask nothing. */
export function parseNftMatches(statement: Statement, family: RuleFamily, sets: NftSets): readonly RuleMatch[] {
  const { match, xt, limit, quota } = statement;
  if (isRecord(match)) {
    return toMatches(match, family, sets) ?? [unknownMatch(describeStatement(statement))];
  }
  // What iptables made of nft's machine, and what depends on how much came before.
  const isOpaque =
    ('xt' in statement && !(isRecord(xt) && xt['type'] === 'target')) || limit !== undefined || quota !== undefined;
  return isOpaque ? [unknownMatch(describeStatement(statement))] : [];
}

function toMatches({ op, left, right }: Statement, family: RuleFamily, sets: NftSets): readonly RuleMatch[] | null {
  if ((op !== '==' && op !== '!=' && op !== 'in') || !isRecord(left)) {
    return null;
  }
  const values = toValues(right, sets);
  const isNegated = op === '!=';
  const { payload, meta, ct, fib } = left;
  if (values === null) {
    return null;
  }
  if (isRecord(payload)) {
    return fromPayload(payload, values, isNegated, family);
  }
  const match = isRecord(meta)
    ? fromMeta(String(meta['key']), values, isNegated)
    : isRecord(ct)
      ? fromConnection(String(ct['key']), values, isNegated)
      : isRecord(fib)
        ? fromFib(fib, values, isNegated)
        : null;
  return match && [match];
}

/** Words of the right side: one, a set in braces, a set by its name, or the bits of `ct state`. */
function toValues(right: unknown, sets: NftSets): readonly string[] | null {
  if (typeof right === 'string' && right.startsWith('@')) {
    const named = sets.get(right.slice(1));
    return named ? toValues([...named], sets) : null;
  }
  const items: readonly unknown[] = Array.isArray(right)
    ? right
    : isRecord(right) && Array.isArray(right['set'])
      ? right['set']
      : [right];
  const words = items.map(toWord);
  return words.every((word) => word !== null) ? words : null;
}

function toWord(item: unknown): string | null {
  if (typeof item === 'string' || typeof item === 'number') {
    return String(item);
  }
  if (!isRecord(item)) {
    return null;
  }
  const { prefix, range, elem } = item;
  if (isRecord(prefix)) {
    return `${String(prefix['addr'])}/${String(prefix['len'])}`;
  }
  if (Array.isArray(range)) {
    return range.map(String).join('-');
  }
  return isRecord(elem) ? toWord(elem['val']) : null;
}

function fromPayload(
  { protocol, field }: Statement,
  values: readonly string[],
  isNegated: boolean,
  family: RuleFamily,
): readonly RuleMatch[] | null {
  const match = fromField(`${String(protocol)} ${String(field)}`, values, isNegated);
  return match && [...impliedBy(String(protocol), family), match];
}

/** nft leaves out what a question implies: `tcp dport` is asked of TCP alone, `ip daddr` of IPv4. */
function impliedBy(protocol: string, family: RuleFamily): readonly RuleMatch[] {
  if (protocol === 'tcp' || protocol === 'udp' || protocol === 'icmp') {
    return [{ kind: 'protocol', protocols: [protocol], isNegated: false }, ...impliedBy('ip', family)];
  }
  const type = protocol === 'ip' ? etherTypes.ipv4 : protocol === 'arp' ? etherTypes.arp : null;
  return type !== null && (family === 'bridge' || family === 'netdev')
    ? [{ kind: 'ether-type', types: [type], isNegated: false }]
    : [];
}

function fromField(name: string, values: readonly string[], isNegated: boolean): RuleMatch | null {
  switch (name) {
    case 'ip saddr':
    case 'arp saddr ip':
      return { kind: 'source', addresses: values, isNegated };
    case 'ip daddr':
      return { kind: 'destination', addresses: values, isNegated };
    case 'arp daddr ip':
      return { kind: 'arp-target', addresses: values, isNegated };
    case 'ip protocol':
      return { kind: 'protocol', protocols: values.map(parseProtocol), isNegated };
    case 'ether saddr':
      return { kind: 'source-mac', macs: values.map((mac) => mac.toLowerCase()), isNegated };
    case 'ether daddr':
      return { kind: 'destination-mac', macs: values.map((mac) => mac.toLowerCase()), isNegated };
    case 'ether type':
      return toEtherType(values, isNegated);
    case 'arp operation':
      return toNumbers(values, { request: 1, reply: 2 }, (operations) => ({ kind: 'arp-operation', operations, isNegated }));
    case 'icmp type': {
      const types = values.map(parseIcmpType);
      return types.every((type) => type !== null) ? { kind: 'icmp-type', types, isNegated } : null;
    }
    default:
      return fromPort(name, values, isNegated);
  }
}

function fromPort(name: string, values: readonly string[], isNegated: boolean): RuleMatch | null {
  const kind = /^(tcp|udp|th) dport$/.test(name) ? 'destination-port' : /^(tcp|udp|th) sport$/.test(name) ? 'source-port' : null;
  const ports = kind === null ? null : parsePorts(values.join(','));
  return kind === null || ports === null ? null : { kind, ports, isNegated };
}

function toEtherType(values: readonly string[], isNegated: boolean): RuleMatch | null {
  return toNumbers(values, { ip: etherTypes.ipv4, arp: etherTypes.arp, ip6: 0x86dd, '8021q': 0x8100, vlan: 0x8100 }, (types) => ({
    kind: 'ether-type',
    types,
    isNegated,
  }));
}

function toNumbers(
  words: readonly string[],
  names: Readonly<Record<string, number>>,
  build: (numbers: readonly number[]) => RuleMatch,
): RuleMatch | null {
  const numbers = words.map((word) => names[word] ?? Number(word));
  return numbers.some(Number.isNaN) ? null : build(numbers);
}

function fromMeta(key: string, values: readonly string[], isNegated: boolean): RuleMatch | null {
  switch (key) {
    case 'iifname':
    case 'iif':
      return { kind: 'in', devices: values, isNegated };
    case 'oifname':
    case 'oif':
      return { kind: 'out', devices: values, isNegated };
    case 'l4proto':
      return { kind: 'protocol', protocols: values.map(parseProtocol), isNegated };
    case 'protocol':
      return toEtherType(values, isNegated);
    case 'nfproto':
      return { kind: 'ether-type', types: values.map((word) => (word === 'ipv4' ? etherTypes.ipv4 : 0x86dd)), isNegated };
    case 'mark': {
      const [value] = values.map(Number);
      return values.length !== 1 || value === undefined || Number.isNaN(value)
        ? null
        : { kind: 'mark', value, mask: 0xffffffff, isNegated };
    }
    default:
      return null;
  }
}

function fromConnection(key: string, values: readonly string[], isNegated: boolean): RuleMatch | null {
  return key === 'state' ? { kind: 'connection-state', states: values, isNegated } : null;
}

/** `fib daddr type local`. */
function fromFib({ result, flags }: Statement, values: readonly string[], isNegated: boolean): RuleMatch | null {
  const [flag] = (Array.isArray(flags) ? flags : [flags]) as readonly unknown[];
  return result === 'type' && values.length === 1 && values[0] === 'local' && (flag === 'daddr' || flag === 'saddr')
    ? { kind: flag === 'daddr' ? 'local-destination' : 'local-source', isNegated }
    : null;
}
