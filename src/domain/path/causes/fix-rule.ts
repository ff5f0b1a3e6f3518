import type { HopPlace } from '../chain.ts';
import type { CitedRule } from '../netfilter/cited-rule.ts';
import type { FixStep } from './cause.ts';

/**
 * Takes a rule away in the tool that shows it, or lets a policy accept. null where the words of a rule do not make up a command that
 * can be trusted.
 */
export function buildRuleFix(place: HopPlace, { table, chain, rule }: CitedRule): FixStep | null {
  const step = (argv: readonly string[], undoArgv: readonly string[] | null): FixStep => ({ place, argv, undoArgv });
  if (table.tool === 'nft') {
    return rule === null
      ? step(
          ['nft', 'chain', table.family, table.name, chain.name, '{ policy accept ; }'],
          ['nft', 'chain', table.family, table.name, chain.name, '{ policy drop ; }'],
        )
      : rule.handle === null
        ? null
        : step(['nft', 'delete', 'rule', table.family, table.name, chain.name, 'handle', String(rule.handle)], null);
  }
  const program = table.tool === 'iptables-legacy' ? 'iptables-legacy' : table.tool;
  if (rule === null) {
    const policy = (to: string) => [program, '-t', table.name, '-P', chain.name, to];
    return step(policy('ACCEPT'), policy('DROP'));
  }
  // A quoted word of a comment would have to be parsed as a shell does.
  if (rule.text.includes('"')) {
    return null;
  }
  const words = rule.text.split(/\s+/).slice(2);
  const at = chain.rules.indexOf(rule) + 1;
  return step(
    [program, '-t', table.name, '-D', chain.name, ...words],
    [program, '-t', table.name, '-I', chain.name, String(at), ...words],
  );
}
