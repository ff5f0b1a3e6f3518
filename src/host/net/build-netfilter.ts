import { known } from '#domain/fact.ts';
import type { Fact } from '#domain/fact.ts';
import type { NetfilterFacts } from '#domain/hosts/network-facts.ts';
import type { Section } from '../facts/section.ts';
import { toFact } from '../facts/to-fact.ts';
import { parseForwardChain, parseNftChains } from './parse-forward-chain.ts';
import { parseSwitches } from './parse-switches.ts';

/** Switches and FORWARD policy together. One chain that drops is enough: a packet must pass all of them. */
export function buildNetfilter(sections: readonly Section[]): Fact<NetfilterFacts> {
  const switches = toFact(sections, 'switches', ({ output }) => parseSwitches(output));
  if (switches.kind === 'unavailable') {
    return switches;
  }
  const answers = ['iptables-save', 'iptables-legacy-save', 'nft']
    .filter((name) => sections.some((section) => section.name === name))
    .map((name) => toFact(sections, name, ({ output }) => (name === 'nft' ? parseNftChains(output) : parseForwardChain(output))));
  const chains = answers.flatMap((fact) => (fact.kind === 'known' ? [{ command: fact.command, ...fact.value }] : []));
  const decisive = chains.find(({ policies }) => policies.includes('drop')) ?? chains.find(({ policies }) => policies.length > 0);
  const silent = answers.map((fact) => (fact.kind === 'unavailable' ? fact.reason : fact.command)).join('; ');
  return known(
    {
      ...switches.value,
      forwardPolicy: decisive ? (decisive.policies.includes('drop') ? 'drop' : 'accept') : chains.length > 0 ? 'none' : null,
      forwardRules: [...new Set(chains.flatMap(({ rules }) => rules))],
      source: decisive?.command ?? (silent === '' ? 'neither iptables-save nor nft is on this host' : silent),
    },
    `${switches.command}; ${decisive?.command ?? 'iptables-save; nft list chains'}`,
  );
}
