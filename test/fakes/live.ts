import type { LinkRates } from '#domain/path/live/build-rates.ts';
import type { LiveLink, LivePicture } from '#domain/path/live/live-picture.ts';

export const someRates: LinkRates = {
  rxBytes: 0,
  rxPackets: 0,
  txBytes: 0,
  txPackets: 0,
  rxErrors: 0,
  rxDropped: 0,
  txErrors: 0,
  txDropped: 0,
};

export function aLiveLink(changes: Partial<LiveLink> = {}): LiveLink {
  return {
    name: 'em1',
    index: 2,
    state: 'up',
    mtu: 1500,
    master: null,
    portState: null,
    rates: someRates,
    lost: { dropped: 0, errors: 0, queueDropped: 0 },
    queue: null,
    queueDropRate: null,
    ...changes,
  };
}

export function aLivePicture(changes: Partial<LivePicture> = {}): LivePicture {
  return {
    sources: { tellsChanges: true, tellsStations: true, tellsQueues: true },
    sinceEpochMs: 0,
    atEpochMs: 2_000,
    turn: 2,
    links: [aLiveLink()],
    changes: [],
    leftOut: 0,
    ...changes,
  };
}
