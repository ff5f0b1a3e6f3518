import type { Series } from './section.ts';

/** One way of doing a thing: does it once and tells what it cost, by quantity. */
export type Measure = (round: number) => Promise<Readonly<Record<string, number>>>;

export interface Comparison {
  readonly subject: string;
  /** By the name the report gives them; the reference first. */
  readonly ways: Readonly<Record<string, Measure>>;
  /** Of every quantity that is reported. A way that cannot tell one leaves it out. */
  readonly units: Readonly<Record<string, string>>;
  readonly rounds: number;
  /** Rounds before these, which are not counted. */
  readonly warmUps?: number;
}

/**
 * Does all ways in turn, round after round, each time beginning with the next one: whatever else the machine is busy with meets
 * all of them alike, and none always profits from what another has warmed up.
 */
export async function interleave({ subject, ways, units, rounds, warmUps = 1 }: Comparison): Promise<readonly Series[]> {
  const entries = Object.entries(ways);
  const series = Object.entries(units).flatMap(([quantity, unit]) =>
    entries.map(([way]) => ({ subject, quantity, unit, way, values: [] as number[] })),
  );
  for (let round = -warmUps; round < rounds; round += 1) {
    const first = Math.abs(round) % entries.length;
    for (const [way, measure] of [...entries.slice(first), ...entries.slice(0, first)]) {
      const cost = await measure(round);
      const counted = round < 0 ? [] : series.filter((one) => one.way === way);
      counted.forEach(({ quantity, values }) => values.push(cost[quantity] ?? Number.NaN));
    }
  }
  return series.filter(({ values }) => values.every(Number.isFinite));
}

export async function timeMs(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}
