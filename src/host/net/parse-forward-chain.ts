export interface ForwardChain {
  readonly policies: readonly ('accept' | 'drop')[];
  readonly rules: readonly string[];
}

/** The FORWARD chain of the filter table as iptables-save(8) prints it. A table that nobody filled has none. */
export function parseForwardChain(text: string): ForwardChain {
  const policies = [...text.matchAll(/^:FORWARD (ACCEPT|DROP)\b/gm)].map(([, word]) => toPolicy(word));
  return { policies, rules: text.split('\n').filter((line) => line.startsWith('-A FORWARD ')) };
}

/**
 * Base chains at the forward hook as `nft list chains` prints them, of the families that see IPv4. Those of the bridge family filter
 * frames whether or not bridges call iptables, and are no FORWARD chain.
 */
export function parseNftChains(text: string): ForwardChain {
  const tables = text.split(/^table /m).filter((table) => /^(ip|inet) /.test(table));
  const policies = tables.flatMap((table) =>
    [...table.matchAll(/type filter hook forward priority [^;]*;(?: policy (accept|drop);)?/g)].map(([, word]) => toPolicy(word)),
  );
  return { policies, rules: [] };
}

/** A base chain without a policy accepts (nft(8)). */
function toPolicy(word: string | undefined): 'accept' | 'drop' {
  return word?.toLowerCase() === 'drop' ? 'drop' : 'accept';
}
