import type { RuleMatch } from '#domain/path/netfilter/rule-match.ts';
import type { Rule, RuleAction, RuleChain, RuleHook, RuleTable } from '#domain/path/netfilter/rule-table.ts';
import { parsePorts, parseProtocol, unknownMatch } from './parse-rule-values.ts';
import { parseSavedTables, type SavedChain, type SavedRule } from './parse-saved-tables.ts';
import { splitOptions, type RuleOption } from './split-words.ts';

/** Where each table is called, and its priority (enum nf_br_hook_priorities in include/uapi/linux/netfilter_bridge.h). */
const bases: Readonly<Record<string, { readonly hook: RuleHook; readonly priority: number }>> = {
  'filter INPUT': { hook: 'input', priority: -200 },
  'filter FORWARD': { hook: 'forward', priority: -200 },
  'filter OUTPUT': { hook: 'output', priority: -200 },
  'nat PREROUTING': { hook: 'prerouting', priority: -300 },
  'nat OUTPUT': { hook: 'output', priority: 100 },
  'nat POSTROUTING': { hook: 'postrouting', priority: 300 },
};

/** `ebtables-save`: what bridges do to frames, whether or not iptables sees them. */
export function parseEbtables(text: string, command: string): readonly RuleTable[] {
  return parseSavedTables(text).map(({ name, chains }) => ({
    tool: 'ebtables',
    family: 'bridge',
    name,
    command,
    chains: chains.map((chain) => toChain(name, chain, new Set(chains.map((each) => each.name)))),
  }));
}

/** Chains that a person made have a policy too; only those of the kernel are called by it. */
function toChain(table: string, chain: SavedChain, chains: ReadonlySet<string>): RuleChain {
  const base = bases[`${table} ${chain.name}`];
  return {
    name: chain.name,
    base: base
      ? {
          ...base,
          kind: 'filter',
          policy: chain.policy === 'DROP' ? 'drop' : 'accept',
          policyCounter: chain.counter,
          devices: [],
        }
      : null,
    rules: chain.rules.map((rule) => toRule(rule, chains)),
  };
}

function toRule({ text, words, counter }: SavedRule, chains: ReadonlySet<string>): Rule {
  const options = splitOptions(words);
  const at = options.findIndex(({ name }) => name === '-j');
  const target = options[at]?.values[0] ?? 'CONTINUE';
  const matches = (at < 0 ? options : options.slice(0, at)).map((option) => toMatch(option) ?? unknownMatch(text));
  return { text, handle: null, counter, matches, action: toAction(target, chains) };
}

function toAction(target: string, chains: ReadonlySet<string>): RuleAction {
  switch (target) {
    case 'ACCEPT':
      return { kind: 'accept' };
    case 'DROP':
      return { kind: 'drop' };
    case 'RETURN':
      return { kind: 'return' };
    case 'CONTINUE':
    case 'mark':
      return { kind: 'continue' };
    default:
      return chains.has(target) ? { kind: 'jump', chain: target, isGoto: false } : { kind: 'unknown', text: target };
  }
}

const etherTypes: Readonly<Record<string, number>> = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd, '802_1q': 0x8100 };
const arpOperations: Readonly<Record<string, number>> = { request: 1, reply: 2 };

function toMatch({ name, values, isNegated }: RuleOption): RuleMatch | null {
  const value = values.join(' ');
  switch (name) {
    case '-p': {
      const type = etherTypes[value.toLowerCase()] ?? (/^0x/i.test(value) ? Number(value) : null);
      return type === null ? null : { kind: 'ether-type', types: [type], isNegated };
    }
    case '-i':
      return { kind: 'in', devices: [value], isNegated };
    case '-o':
      return { kind: 'out', devices: [value], isNegated };
    case '-s':
      return value.includes('/') ? null : { kind: 'source-mac', macs: [value.toLowerCase()], isNegated };
    case '-d':
      return value.includes('/') ? null : { kind: 'destination-mac', macs: [value.toLowerCase()], isNegated };
    default:
      return toUpperMatch(name, value, isNegated);
  }
}

function toUpperMatch(name: string, value: string, isNegated: boolean): RuleMatch | null {
  switch (name) {
    case '--ip-src':
    case '--arp-ip-src':
      return { kind: 'source', addresses: [value], isNegated };
    case '--ip-dst':
      return { kind: 'destination', addresses: [value], isNegated };
    case '--arp-ip-dst':
      return { kind: 'arp-target', addresses: [value], isNegated };
    case '--ip-proto':
      return { kind: 'protocol', protocols: [parseProtocol(value)], isNegated };
    case '--ip-dport': {
      const ports = parsePorts(value);
      return ports && { kind: 'destination-port', ports, isNegated };
    }
    case '--arp-op': {
      const operation = arpOperations[value.toLowerCase()] ?? (/^\d+$/.test(value) ? Number(value) : null);
      return operation === null ? null : { kind: 'arp-operation', operations: [operation], isNegated };
    }
    default:
      return null;
  }
}
