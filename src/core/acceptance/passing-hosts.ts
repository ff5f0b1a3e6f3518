import type { KnownHosts } from '../ports/known-hosts.ts';

export type PassingHosts = ReturnType<typeof createPassingHosts>;

/**
 * Instances come and go at the same addresses, each with a key of its own. What is known of them is kept while they are looked at, and
 * never written into known_hosts, where the next one would look like an attack.
 */
export function createPassingHosts(known: KnownHosts) {
  const passing = new Map<string, string | null>();
  const knownHosts: KnownHosts = {
    async check(address, port, key) {
      const seen = passing.get(address);
      if (seen === undefined) {
        return known.check(address, port, key);
      }
      return seen === key.join() ? { kind: 'match' } : { kind: 'unknown', otherTypeKnown: seen !== null };
    },
    knownTypes: async (address, port) => (passing.has(address) ? [] : known.knownTypes(address, port)),
    async remember(address, port, key) {
      if (passing.has(address)) {
        passing.set(address, key.join());
      } else {
        await known.remember(address, port, key);
      }
    },
  };
  return {
    knownHosts,
    /** Returns what forgets the address again. */
    begin(address: string): () => void {
      passing.set(address, null);
      return () => void passing.delete(address);
    },
  };
}
