/** One way of doing a thing: does it once and tells what it cost, by quantity. */
export type Measure<Quantity extends string> = (round: number) => Promise<Readonly<Record<Quantity, number>>>;

/** Values of one way by quantity, one a round. */
export type Measured<Quantity extends string> = Readonly<Record<Quantity, readonly number[]>>;

/**
 * Does all ways in turn, round after round, each time beginning with the next one: whatever else the machine is busy with meets
 * all of them alike, and none always profits from what another has warmed up. Before it, `warmUps` rounds are not counted.
 */
export async function interleave<Way extends string, Quantity extends string>(
  ways: Readonly<Record<Way, Measure<Quantity>>>,
  { rounds, warmUps = 1 }: { readonly rounds: number; readonly warmUps?: number },
): Promise<Readonly<Record<Way, Measured<Quantity>>>> {
  const names = Object.keys(ways) as readonly Way[];
  const costs = new Map<Way, Readonly<Record<Quantity, number>>[]>(names.map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    const first = Math.abs(round) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const cost = await ways[name](round);
      if (round >= 0) {
        costs.get(name)?.push(cost);
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, toColumns(costs.get(name) ?? [])])) as Record<Way, Measured<Quantity>>;
}

function toColumns<Quantity extends string>(costs: readonly Readonly<Record<Quantity, number>>[]): Measured<Quantity> {
  const quantities = Object.keys(costs[0] ?? {}) as readonly Quantity[];
  return Object.fromEntries(quantities.map((quantity) => [quantity, costs.map((cost) => cost[quantity])])) as Measured<Quantity>;
}

export async function timeMs(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}
