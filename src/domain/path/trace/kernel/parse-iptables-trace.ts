import { valueOr } from '../../../fact.ts';
import type { HopPlace } from '../../chain.ts';
import { describeRule, type CitedRule } from '../../netfilter/cited-rule.ts';
import type { PlaceFacts } from '../../place-facts.ts';
import type { Lane } from '../../walk/walk-step.ts';
import type { TraceProbe } from '../trace-probe.ts';
import { groupBy } from './group-by.ts';
import type { KernelDrop } from './kernel-report.ts';

interface TraceLine {
  readonly table: string;
  readonly chain: string;
  readonly kind: 'rule' | 'return' | 'policy';
  readonly number: number;
  readonly lane: Lane;
  readonly text: string;
}

/** "TRACE: tablename:chainname:type:rulenum" (iptables-extensions(8), TRACE). */
const form = /TRACE: ([^\s:]+):([^\s:]+):(rule|return|policy):(\d+) (.*)$/;

/**
 * Packets that a rule of the old iptables ended. The log does not say what a rule did, only that a packet came to it: so it is looked up
 * among the rules that were read before, and counts where it drops or rejects.
 */
export function parseIptablesTrace(
  place: HopPlace,
  texts: readonly string[],
  probe: TraceProbe,
  facts: PlaceFacts,
): readonly KernelDrop[] {
  const ends = texts.flatMap((text) => {
    const line = toLine(text, probe);
    const cited = line === null ? null : findRule(facts, line);
    return line !== null && cited !== null && doesEnd(cited) ? [{ line, cited }] : [];
  });
  const keyOf = ({ line: { lane, table, chain, kind, number } }: (typeof ends)[number]): string =>
    [lane, table, chain, kind, number].join(' ');
  return groupBy(ends, keyOf).map((group) => toDrop(place, group.length, group[0].line, group[0].cited));
}

function toDrop(
  place: HopPlace,
  count: number,
  { table, chain, kind, number, lane, text }: TraceLine,
  cited: CitedRule,
): KernelDrop {
  return {
    place,
    engine: 'iptables',
    lane,
    count,
    culprit: `${kind === 'policy' ? 'the policy' : `rule ${number}`} of chain ${chain} in table ${table} (iptables)`,
    chain: { table, name: chain },
    reason: null,
    evidence: [
      { text, command: 'dmesg' },
      { text: describeRule(cited), command: cited.table.command },
    ],
  };
}

function toLine(text: string, { protocol, sourcePort }: TraceProbe): TraceLine | null {
  const found = form.exec(text);
  if (found === null) {
    return null;
  }
  const [, table = '', chain = '', kind = '', number = '', packet = ''] = found;
  const isAnswer = protocol === 'icmp' ? /\bTYPE=0\b/.test(packet) : new RegExp(`\\bDPT=${sourcePort}\\b`).test(packet);
  return {
    table,
    chain,
    kind: kind === 'rule' || kind === 'return' ? kind : 'policy',
    number: Number(number),
    lane: isAnswer ? 'reverse' : 'forward',
    text: text.slice(text.indexOf('TRACE: ')),
  };
}

/** Rules are numbered from 1; a policy has the number behind the last. */
function findRule({ tables }: PlaceFacts, line: TraceLine): CitedRule | null {
  const named = valueOr(tables, []).filter(({ name }) => name === line.table);
  // Where both kinds are in use, only the old one writes to the log.
  const table = named.find(({ tool }) => tool === 'iptables-legacy') ?? named.find(({ tool }) => tool === 'iptables');
  const chain = table?.chains.find(({ name }) => name === line.chain);
  if (table === undefined || chain === undefined || line.kind === 'return') {
    return null;
  }
  const rule = line.kind === 'policy' ? null : chain.rules[line.number - 1];
  return rule === undefined ? null : { table, chain, rule };
}

function doesEnd({ chain, rule }: CitedRule): boolean {
  return rule === null ? chain.base?.policy === 'drop' : rule.action.kind === 'drop' || rule.action.kind === 'reject';
}
