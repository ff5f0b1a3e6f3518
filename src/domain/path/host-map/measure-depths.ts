export interface MeasuredNode {
  readonly id: string;
  /** A way out of the host: everything is measured from it. */
  readonly isWire: boolean;
  readonly isBridge: boolean;
}

interface Pair {
  readonly outerId: string;
  readonly innerId: string;
}

/**
 * How many joins away from the wire everything is. What no wire reaches (libvirt's NAT bridge, an empty bridge) is measured from its
 * bridges, which stand where bridges behind a card do; what is joined to nothing stands with the cards.
 */
export function measureDepths(nodes: readonly MeasuredNode[], pairs: readonly Pair[]): ReadonlyMap<string, number> {
  const neighbours = new Map<string, string[]>();
  for (const { outerId, innerId } of pairs) {
    neighbours.set(outerId, [...(neighbours.get(outerId) ?? []), innerId]);
    neighbours.set(innerId, [...(neighbours.get(innerId) ?? []), outerId]);
  }
  const depths = new Map<string, number>();
  const spread = (ids: readonly string[], depth: number): void => {
    let front = ids.filter((id) => !depths.has(id));
    for (let now = depth; front.length > 0; now += 1) {
      front.forEach((id) => depths.set(id, now));
      front = [...new Set(front.flatMap((id) => neighbours.get(id) ?? []))].filter((id) => !depths.has(id));
    }
  };
  const idsOf = (isSo: (node: MeasuredNode) => boolean) => nodes.filter(isSo).map(({ id }) => id);
  spread(
    idsOf(({ isWire }) => isWire),
    0,
  );
  spread(
    idsOf(({ isBridge }) => isBridge),
    1,
  );
  spread(
    idsOf(() => true),
    0,
  );
  return depths;
}
