import type { ChainBase, Rule, RuleAction, RuleChain, RuleHook, RuleTable } from '#domain/path/netfilter/rule-table.ts';
import { parseIptablesAction } from './parse-iptables-action.ts';
import { parseIptablesMatches } from './parse-iptables-matches.ts';
import { parseSavedTables, type SavedRule, type SavedTable } from './parse-saved-tables.ts';
import { splitOptions } from './split-words.ts';

const hooks: Readonly<Record<string, RuleHook>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/** enum nf_ip_hook_priorities in include/uapi/linux/netfilter_ipv4.h. */
const priorities: Readonly<Record<string, number>> = { raw: -300, mangle: -150, nat: -100, filter: 0, security: 50 };
const sourceNatPriority = 100;

/** `iptables-save -c`. A table that is not printed does not exist. */
export function parseIptables(text: string, tool: 'iptables' | 'iptables-legacy', command: string): readonly RuleTable[] {
  return parseSavedTables(text).map((table) => ({
    tool,
    family: 'ip',
    name: table.name,
    command,
    chains: table.chains.map((chain) => toChain(table, chain)),
  }));
}

function toChain(table: SavedTable, chain: SavedTable['chains'][number]): RuleChain {
  const hook = chain.policy === null ? undefined : hooks[chain.name];
  return {
    name: chain.name,
    base: hook === undefined ? null : toBase(table.name, hook, chain),
    rules: chain.rules.map((rule) => toRule(table, rule)),
  };
}

function toBase(table: string, hook: RuleHook, { policy, counter }: SavedTable['chains'][number]): ChainBase {
  const isSourceNat = table === 'nat' && (hook === 'postrouting' || hook === 'input');
  return {
    hook,
    kind: table === 'nat' ? 'nat' : 'filter',
    priority: isSourceNat ? sourceNatPriority : (priorities[table] ?? 0),
    policy: policy === 'DROP' ? 'drop' : 'accept',
    policyCounter: counter,
    devices: [],
  };
}

function toRule(table: SavedTable, { text, words, counter }: SavedRule): Rule {
  const options = splitOptions(words);
  const at = options.findIndex(({ name }) => ['-j', '--jump', '-g', '--goto'].includes(name));
  const matches = parseIptablesMatches(at < 0 ? options : options.slice(0, at));
  const chains = table.chains.map(({ name }) => name);
  const action: RuleAction = at < 0 ? { kind: 'continue' } : parseIptablesAction(options.slice(at), chains);
  return { text, handle: null, counter, matches, action };
}
