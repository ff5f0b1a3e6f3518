import type { LossCounts, TrafficCounts } from './live-line.ts';

export interface LinkCounts extends TrafficCounts, LossCounts {}

/** All a second. */
export type LinkRates = LinkCounts;

/** Beyond this a turn was missed (the host stood still, the line was gone): what happened since is no rate of now. */
export const longestTurnSeconds = 15;

const span32 = 2 ** 32;
const span64 = 2 ** 64;

/**
 * How much a counter moved. Where it went down it has begun anew at its end, if it was near that: kernels of 32 bits count bytes in 32
 * bits. null: it was set back, and nobody knows how much it counted before.
 */
export function countMoved(before: number, after: number): number | null {
  if (after >= before) {
    return after - before;
  }
  const span = before < span32 ? span32 : span64;
  return before >= span / 2 && after < span / 2 ? span - before + after : null;
}

/** null: time did not go forward, too much of it went by, or a counter was set back. */
export function buildRates(before: LinkCounts, after: LinkCounts, elapsedSeconds: number): LinkRates | null {
  if (!(elapsedSeconds > 0) || elapsedSeconds > longestTurnSeconds) {
    return null;
  }
  const rate = (key: keyof LinkCounts): number | null => {
    const moved = countMoved(before[key], after[key]);
    return moved === null ? null : moved / elapsedSeconds;
  };
  const rates = {
    rxBytes: rate('rxBytes'),
    rxPackets: rate('rxPackets'),
    txBytes: rate('txBytes'),
    txPackets: rate('txPackets'),
    rxErrors: rate('rxErrors'),
    rxDropped: rate('rxDropped'),
    txErrors: rate('txErrors'),
    txDropped: rate('txDropped'),
  };
  return isWhole(rates) ? rates : null;
}

function isWhole(rates: Readonly<Record<keyof LinkCounts, number | null>>): rates is LinkRates {
  return Object.values(rates).every((rate) => rate !== null);
}
