import type { RuleAction } from '#domain/path/netfilter/rule-table.ts';
import { parseMark, parseTarget } from './parse-rule-values.ts';
import type { RuleOption } from './split-words.ts';

/** Targets after which the next rule is met, and which change nothing that later rules ask for (iptables-extensions(8)). */
const passing = new Set(
  'LOG NFLOG ULOG AUDIT TRACE NOTRACK CT CHECKSUM TCPMSS CLASSIFY CONNMARK TOS DSCP SET SECMARK CONNSECMARK'.split(' '),
);

/** `options` begin with -j or -g. */
export function parseIptablesAction(options: readonly RuleOption[], chains: readonly string[]): RuleAction {
  const [jump, ...rest] = options;
  const target = jump?.values[0] ?? '';
  const valueOf = (...names: readonly string[]) => rest.find(({ name }) => names.includes(name))?.values.join(' ');
  if (chains.includes(target)) {
    return { kind: 'jump', chain: target, isGoto: jump?.name === '-g' || jump?.name === '--goto' };
  }
  if (passing.has(target)) {
    return { kind: 'continue' };
  }
  switch (target) {
    case 'ACCEPT':
      return { kind: 'accept' };
    case 'DROP':
      return { kind: 'drop' };
    case 'REJECT':
      return { kind: 'reject' };
    case 'RETURN':
      return { kind: 'return' };
    case 'MASQUERADE':
      return { kind: 'masquerade' };
    default:
      return parseChange(target, valueOf) ?? { kind: 'unknown', text: target };
  }
}

function parseChange(target: string, valueOf: (...names: readonly string[]) => string | undefined): RuleAction | null {
  switch (target) {
    case 'MARK': {
      const mark = parseMark(valueOf('--set-xmark', '--set-mark') ?? '');
      return mark && { kind: 'set-mark', ...mark };
    }
    case 'TTL': {
      const value = valueOf('--ttl-set');
      return value === undefined ? { kind: 'continue' } : { kind: 'set-ttl', value: Number(value) };
    }
    case 'DNAT': {
      const to = parseTarget(valueOf('--to-destination') ?? '');
      return to && { kind: 'destination-nat', ...to };
    }
    case 'SNAT': {
      const to = parseTarget(valueOf('--to-source') ?? '');
      return to && { kind: 'source-nat', address: to.address };
    }
    default:
      return null;
  }
}
