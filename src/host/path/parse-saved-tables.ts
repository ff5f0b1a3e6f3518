import type { RuleCounter } from '#domain/path/netfilter/rule-table.ts';
import { Unreadable } from '../facts/unreadable.ts';
import { splitWords } from './split-words.ts';

/** What iptables-save and ebtables-save print alike. */
export interface SavedTable {
  readonly name: string;
  readonly chains: readonly SavedChain[];
}

export interface SavedChain {
  readonly name: string;
  /** null for a chain that a person made. */
  readonly policy: string | null;
  readonly counter: RuleCounter | null;
  readonly rules: readonly SavedRule[];
}

export interface SavedRule {
  /** The line without its counter. */
  readonly text: string;
  /** What stands behind the chain's name. */
  readonly words: readonly string[];
  readonly counter: RuleCounter | null;
}

interface OpenTable {
  readonly name: string;
  readonly chains: Map<string, { policy: string | null; counter: RuleCounter | null; rules: SavedRule[] }>;
}

const chainLine = /^:(\S+) (\S+)(?: \[(\d+):(\d+)\])?/;
const ruleLine = /^(?:\[(\d+):(\d+)\] )?(-A (\S+).*)$/;

/** Throws Unreadable for a line that is none of theirs: a rule that was passed over could be the one that drops. */
export function parseSavedTables(text: string): readonly SavedTable[] {
  const tables: OpenTable[] = [];
  for (const line of text.split('\n').map((each) => each.trimEnd())) {
    if (line === '' || line.startsWith('#') || line === 'COMMIT') {
      continue;
    }
    if (line.startsWith('*')) {
      tables.push({ name: line.slice(1), chains: new Map() });
    } else if (!takeChain(tables.at(-1), line) && !takeRule(tables.at(-1), line)) {
      throw new Unreadable(`This is no line of a saved table: ${line.slice(0, 80)}`);
    }
  }
  return tables.map(({ name, chains }) => ({
    name,
    chains: [...chains].map(([chain, { policy, counter, rules }]) => ({ name: chain, policy, counter, rules })),
  }));
}

function takeChain(table: OpenTable | undefined, line: string): boolean {
  const [, name, policy, packets, bytes] = chainLine.exec(line) ?? [];
  if (!table || name === undefined || policy === undefined) {
    return false;
  }
  table.chains.set(name, { policy: policy === '-' ? null : policy, counter: toCounter(packets, bytes), rules: [] });
  return true;
}

function takeRule(table: OpenTable | undefined, line: string): boolean {
  const [, packets, bytes, rule, name] = ruleLine.exec(line) ?? [];
  const chain = name === undefined ? undefined : table?.chains.get(name);
  if (!chain || rule === undefined) {
    return false;
  }
  // ebtables puts its counter behind the rule: -c PACKETS BYTES.
  const [, before = rule, behindPackets, behindBytes] = /^(.*?)(?: -c (\d+) (\d+))$/.exec(rule) ?? [];
  chain.rules.push({
    text: before,
    words: splitWords(before).slice(2),
    counter: toCounter(packets ?? behindPackets, bytes ?? behindBytes),
  });
  return true;
}

function toCounter(packets: string | undefined, bytes: string | undefined): RuleCounter | null {
  return packets === undefined || bytes === undefined ? null : { packets: Number(packets), bytes: Number(bytes) };
}
