import { buildRates, countMoved, type LinkCounts, type LinkRates } from './build-rates.ts';
import type { LinkReading, QueueReading } from './live-line.ts';
import type { LiveChange, LiveLink } from './live-picture.ts';
import { toLinkState, toPortState } from './to-link-state.ts';

/** A link with what was told of it so far; `before` is how the turn that runs began. */
export interface TrackedLink {
  readonly name: string;
  readonly reading: LinkReading | null;
  readonly counts: LinkCounts;
  readonly queue: QueueReading | null;
  readonly before: { readonly counts: LinkCounts; readonly queue: QueueReading | null } | null;
  readonly rates: LinkRates | null;
  readonly queueDropRate: number | null;
  readonly lost: LiveLink['lost'];
}

const noCounts: LinkCounts = {
  rxBytes: 0,
  rxPackets: 0,
  txBytes: 0,
  txPackets: 0,
  rxErrors: 0,
  rxDropped: 0,
  txErrors: 0,
  txDropped: 0,
};

export function beginLink(name: string): TrackedLink {
  return {
    name,
    reading: null,
    counts: noCounts,
    queue: null,
    before: null,
    rates: null,
    queueDropRate: null,
    lost: { dropped: 0, errors: 0, queueDropped: 0 },
  };
}

/** The link after a turn that took so long. */
export function endTurn(link: TrackedLink, elapsedSeconds: number): TrackedLink {
  const { before, counts, queue, lost } = link;
  const rates = before === null ? null : buildRates(before.counts, counts, elapsedSeconds);
  const queueDropped = before?.queue && queue ? (countMoved(before.queue.dropped, queue.dropped) ?? 0) : 0;
  const moved = (key: keyof LinkCounts) => (before === null ? 0 : (countMoved(before.counts[key], counts[key]) ?? 0));
  return {
    ...link,
    rates,
    queueDropRate: rates === null || queue === null ? null : queueDropped / elapsedSeconds,
    lost: {
      dropped: lost.dropped + moved('rxDropped') + moved('txDropped'),
      errors: lost.errors + moved('rxErrors') + moved('txErrors'),
      queueDropped: lost.queueDropped + queueDropped,
    },
    before: { counts, queue },
  };
}

/** What is another between two readings of one link. */
export function compareReadings(
  device: string,
  before: LinkReading,
  after: LinkReading,
  nameOf: (index: number | null) => string | null,
): readonly LiveChange[] {
  const found: readonly (LiveChange | false)[] = [
    toLinkState(before) !== toLinkState(after) && {
      kind: 'link-state',
      device,
      from: toLinkState(before),
      to: toLinkState(after),
    },
    before.masterIndex !== after.masterIndex && {
      kind: 'link-master',
      device,
      from: nameOf(before.masterIndex),
      to: nameOf(after.masterIndex),
    },
    before.portState !== after.portState &&
      before.masterIndex === after.masterIndex && { kind: 'link-port', device, to: toPortState(after.portState) },
    before.mtu !== after.mtu && { kind: 'link-mtu', device, to: after.mtu },
  ];
  return found.filter((change) => change !== false);
}

export function toLiveLink(
  { name, reading, rates, lost, queue, queueDropRate }: TrackedLink,
  nameOf: (index: number | null) => string | null,
): LiveLink {
  return {
    name,
    index: reading?.index ?? null,
    state: reading === null ? 'unknown' : toLinkState(reading),
    mtu: reading?.mtu ?? null,
    master: nameOf(reading?.masterIndex ?? null),
    portState: toPortState(reading?.portState ?? null),
    rates,
    lost,
    queue,
    queueDropRate,
  };
}
