import { valueOr } from '../fact.ts';
import type { CitedRule } from './netfilter/cited-rule.ts';
import type { PlaceFacts } from './place-facts.ts';

/** A rule that gives an instance its public address, or takes it back on the way out. */
export interface AddressPair {
  readonly publicAddress: string;
  readonly privateAddress: string;
  readonly by: CitedRule;
}

/** Rules that send all of one address to another: MANAGED-NOVLAN's `-d PUB -j DNAT --to PRIV` (eucanetd_managed.c). */
export function findInwardPairs(facts: PlaceFacts): readonly AddressPair[] {
  return listRules(facts, 'prerouting').flatMap(({ rule, ...at }) => {
    const [only, ...others] = rule.matches;
    return rule.action.kind === 'destination-nat' &&
      rule.action.address !== null &&
      only?.kind === 'destination' &&
      !only.isNegated &&
      others.length === 0
      ? only.addresses.map((address) => ({
          publicAddress: stripPrefix(address),
          privateAddress: rule.action.kind === 'destination-nat' ? (rule.action.address ?? '') : '',
          by: { ...at, rule },
        }))
      : [];
  });
}

/** `-s PRIV … -j SNAT --to PUB`, whatever else they ask for. */
export function findOutwardPairs(facts: PlaceFacts): readonly AddressPair[] {
  return listRules(facts, 'postrouting').flatMap(({ rule, ...at }) => {
    const { action } = rule;
    const from = rule.matches.find((match) => match.kind === 'source' && !match.isNegated);
    return action.kind === 'source-nat' && action.address !== null && from?.kind === 'source'
      ? from.addresses
          .filter((address) => /^[\d.]+(\/32)?$/.test(address))
          .map((address) => ({ publicAddress: action.address ?? '', privateAddress: stripPrefix(address), by: { ...at, rule } }))
      : [];
  });
}

function listRules({ tables }: PlaceFacts, hook: 'prerouting' | 'postrouting') {
  return valueOr(tables, [])
    .filter(({ family }) => family === 'ip' || family === 'inet')
    .flatMap((table) =>
      table.chains
        .filter(({ base }) => base?.hook === hook && base.kind === 'nat')
        .flatMap((chain) => chain.rules.map((rule) => ({ table, chain, rule }))),
    );
}

function stripPrefix(address: string): string {
  return address.replace(/\/32$/, '');
}
