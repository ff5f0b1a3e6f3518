import type { Chain, Hop } from '#domain/path/chain.ts';

export function aHop(changes: Partial<Hop> & Pick<Hop, 'id'>): Hop {
  return {
    kind: 'physical',
    place: 'host',
    name: changes.id,
    state: 'up',
    mac: null,
    mtu: null,
    addresses: [],
    counters: null,
    reason: null,
    evidence: 'ip -j link',
    facts: [],
    warnings: [],
    ...changes,
  };
}

export function aChain(hops: readonly Hop[], changes: Partial<Chain> = {}): Chain {
  const ids = hops.map(({ id }) => id);
  return {
    machineName: 'ciab',
    nicMac: '52:54:00:12:34:60',
    instance: null,
    hops,
    joins: [],
    lanes: { forward: ids, reverse: [...ids].reverse() },
    nat: [],
    readAtEpochMs: 0,
    ...changes,
  };
}
