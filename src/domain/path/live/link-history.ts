import type { LivePicture } from './live-picture.ts';

/** One turn of one link. null: nothing was counted then. */
export interface HistoryPoint {
  readonly rxBytesPerSecond: number;
  readonly txBytesPerSecond: number;
}

/** The last turns of every link, oldest first, bounded. */
export interface LinkHistory {
  readonly turn: number;
  readonly points: ReadonlyMap<string, readonly (HistoryPoint | null)[]>;
}

export const emptyHistory: LinkHistory = { turn: 0, points: new Map() };

/** A minute, at one turn a second. */
export const longestHistory = 60;

/** Adds a turn. The same turn twice (something changed in between) adds nothing; links that are gone take their past along. */
export function addToHistory(history: LinkHistory, picture: LivePicture, length = longestHistory): LinkHistory {
  if (picture.turn === history.turn) {
    return history;
  }
  // A smaller number: the looking began anew.
  const past = picture.turn < history.turn ? emptyHistory.points : history.points;
  const points = picture.links.map(({ name, rates }) => {
    const point = rates === null ? null : { rxBytesPerSecond: rates.rxBytes, txBytesPerSecond: rates.txBytes };
    return [name, [...(past.get(name) ?? []), point].slice(-length)] as const;
  });
  return { turn: picture.turn, points: new Map(points) };
}
