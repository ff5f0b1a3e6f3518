import type { Rule, RuleChain, RuleTable } from './rule-table.ts';

/** A rule with where it stands; without a rule it is the policy of the chain. */
export interface CitedRule {
  readonly table: RuleTable;
  readonly chain: RuleChain;
  readonly rule: Rule | null;
}

/** As its tool prints it, with what it counted. */
export function describeRule({ table, chain, rule }: CitedRule): string {
  const counter = rule ? rule.counter : (chain.base?.policyCounter ?? null);
  const counted = counter === null ? '' : `[${counter.packets}:${counter.bytes}] `;
  if (rule) {
    return `${counted}${rule.text}${table.tool === 'nft' ? ` (table ${table.family} ${table.name})` : ''}`;
  }
  return `${counted}policy of ${table.name} ${chain.name}: ${(chain.base?.policy ?? 'accept').toUpperCase()}`;
}

/** In words for a sentence: "chain FORWARD of iptables' table filter". */
export function describeChain({ table, chain }: CitedRule): string {
  const tools = { iptables: 'iptables', 'iptables-legacy': 'iptables (legacy)', nft: 'nftables', ebtables: 'ebtables' } as const;
  return `chain ${chain.name} of table ${table.name} (${tools[table.tool]})`;
}
