/** Numbers of one thing measured several times. Quartiles say more than extremes where other programs share the machine. */
export interface Summary {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly count: number;
}

export function summarise(values: readonly number[]): Summary {
  if (values.length === 0) {
    throw new RangeError('Nothing was measured, so there is nothing to summarise');
  }
  const sorted = [...values].sort((left, right) => left - right);
  return {
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
    count: sorted.length,
  };
}

/** Ratios round by round, for the n-th values were measured next to each other; null where a reference is zero. */
export function summariseRatio(values: readonly number[], reference: readonly number[]): Summary | null {
  if (values.length !== reference.length || reference.some((value) => value === 0)) {
    return null;
  }
  return summarise(values.map((value, round) => value / (reference[round] ?? Number.NaN)));
}

/** Linear interpolation between the two neighbours, as most spreadsheets have it. */
function quantile(sorted: readonly number[], fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
