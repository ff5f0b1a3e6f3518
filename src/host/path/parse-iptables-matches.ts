import type { RuleMatch } from '#domain/path/netfilter/rule-match.ts';
import { parseIcmpType, parseMark, parsePorts, parseProtocol, unknownMatch } from './parse-rule-values.ts';
import type { RuleOption } from './split-words.ts';

/** Modules that match nothing by themselves: only their options do (iptables-extensions(8)). */
const quietModules = new Set(
  'tcp udp icmp conntrack state mark comment multiport physdev addrtype iprange mac pkttype'.split(' '),
);

/** What a rule asks for. An option that is not understood stays as one: it may be the one that decides. */
export function parseIptablesMatches(options: readonly RuleOption[]): readonly RuleMatch[] {
  return options.flatMap((option) => {
    if (option.name === '-m' || option.name === '--match') {
      return quietModules.has(option.values[0] ?? '') ? [] : [unknownMatch(toText(option))];
    }
    const match = option.name === '--comment' ? null : (parseOption(option) ?? unknownMatch(toText(option)));
    return match === null ? [] : [match];
  });
}

function toText({ name, values, isNegated }: RuleOption): string {
  return [isNegated ? '!' : '', name, ...values].filter(Boolean).join(' ');
}

const addressKinds = {
  '-s': 'source',
  '--source': 'source',
  '--src-range': 'source',
  '-d': 'destination',
  '--destination': 'destination',
  '--dst-range': 'destination',
} as const;

const deviceKinds = {
  '-i': 'in',
  '--in-interface': 'in',
  '-o': 'out',
  '--out-interface': 'out',
  '--physdev-in': 'physical-in',
  '--physdev-out': 'physical-out',
} as const;

const portKinds = {
  '--sport': 'source-port',
  '--sports': 'source-port',
  '--source-port': 'source-port',
  '--dport': 'destination-port',
  '--dports': 'destination-port',
  '--destination-port': 'destination-port',
} as const;

function parseOption(option: RuleOption): RuleMatch | null {
  const { name, values, isNegated } = option;
  const value = values.join(' ');
  if (name in addressKinds) {
    return { kind: addressKinds[name as keyof typeof addressKinds], addresses: value.split(','), isNegated };
  }
  if (name in deviceKinds) {
    return { kind: deviceKinds[name as keyof typeof deviceKinds], devices: [value], isNegated };
  }
  if (name in portKinds) {
    const ports = parsePorts(value);
    return ports && { kind: portKinds[name as keyof typeof portKinds], ports, isNegated };
  }
  return rareOptions[name]?.(value, isNegated) ?? null;
}

type OptionParser = (value: string, isNegated: boolean) => RuleMatch | null;

const parseProtocolOption: OptionParser = (value, isNegated) => ({
  kind: 'protocol',
  protocols: [parseProtocol(value)],
  isNegated,
});
const parseState: OptionParser = (value, isNegated) => ({
  kind: 'connection-state',
  states: value.toLowerCase().split(','),
  isNegated,
});

const rareOptions: Readonly<Record<string, OptionParser>> = {
  '-p': parseProtocolOption,
  '--protocol': parseProtocolOption,
  '--icmp-type': parseIcmp,
  '--ctstate': parseState,
  '--state': parseState,
  '--mark': (value, isNegated) => {
    const mark = parseMark(value);
    return mark && { kind: 'mark', ...mark, isNegated };
  },
  '--physdev-is-bridged': (_, isNegated) => ({ kind: 'bridged', isNegated }),
  '--mac-source': (value, isNegated) => ({ kind: 'source-mac', macs: [value.toLowerCase()], isNegated }),
  '--dst-type': (value, isNegated) => (value === 'LOCAL' ? { kind: 'local-destination', isNegated } : null),
  '--src-type': (value, isNegated) => (value === 'LOCAL' ? { kind: 'local-source', isNegated } : null),
  '--syn': (_, isNegated) => ({ kind: 'new-connection', isNegated }),
  '--tcp-flags': (value, isNegated) => (value === 'FIN,SYN,RST,ACK SYN' ? { kind: 'new-connection', isNegated } : null),
};

/** `any` or 255 is every type; a type with its code (3/4) asks for more than is known of a packet here. */
function parseIcmp(value: string, isNegated: boolean): RuleMatch | null {
  if (value === 'any' || value === '255') {
    return { kind: 'protocol', protocols: ['icmp'], isNegated };
  }
  const type = parseIcmpType(value);
  return type === null ? null : { kind: 'icmp-type', types: [type], isNegated };
}
