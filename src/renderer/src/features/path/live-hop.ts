import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import type { Chain, Hop, HopPlace } from '#domain/path/chain.ts';
import { findLiveLink, type LivePictures } from '#domain/path/live/apply-live.ts';
import type { LinkHistory } from '#domain/path/live/link-history.ts';
import type { LiveLink, LivePicture } from '#domain/path/live/live-picture.ts';
import { findNestedTap, mirrorNested } from '#domain/path/live/mirror-nested.ts';
import type { InspectorFact } from '#renderer/session/create-inspector-store.ts';
import { formatCount } from '#renderer/ui/format.ts';
import type { MetroTraffic } from '#renderer/ui/metro/metro-layout.ts';

/** What one place tells, now and in the last minute. */
export interface PlaceNumbers {
  readonly picture: LivePicture;
  readonly history: LinkHistory;
}

/** What is told of every place of a chain that somebody listens to. */
export interface LiveNumbers {
  readonly pictures: LivePictures;
  readonly histories: Partial<Readonly<Record<HopPlace, LinkHistory>>>;
  /** Where an instance is counted that nobody listens in: its tap in the machine. */
  readonly nestedTap: string | null;
}

/** Brings together what the host tells and, where somebody is logged in, the machine: an instance is counted at its tap. */
export function toLiveNumbers(chain: Chain, host: PlaceNumbers | null, machine: PlaceNumbers | null): LiveNumbers | null {
  if (host === null) {
    return null;
  }
  const told: LivePictures = { host: host.picture, ...(machine !== null && { machine: machine.picture }) };
  const pictures = mirrorNested(chain, told);
  const nestedTap = pictures.nested === undefined ? null : findNestedTap(chain);
  const card = chain.hops.find(({ place }) => place === 'nested')?.name ?? '';
  return {
    pictures,
    nestedTap,
    histories: {
      host: host.history,
      ...(machine !== null && { machine: machine.history }),
      ...(machine !== null && nestedTap !== null && { nested: mirrorHistory(machine.history, nestedTap, card) }),
    },
  };
}

function mirrorHistory({ turn, points }: LinkHistory, tap: string, card: string): LinkHistory {
  const mirrored = (points.get(tap) ?? []).map(
    (point) => point && { rxBytesPerSecond: point.txBytesPerSecond, txBytesPerSecond: point.rxBytesPerSecond },
  );
  return { turn, points: new Map([[card, mirrored]]) };
}

export function findLink(hop: Hop, live: LiveNumbers | null): LiveLink | null {
  return live === null || hop.state === 'not-inspected' ? null : findLiveLink(hop, live.pictures);
}

/** What a hop carries at this moment, and did in the last minute. null where nobody can tell. */
export function toTraffic(hop: Hop, live: LiveNumbers | null): MetroTraffic | null {
  const rates = findLink(hop, live)?.rates ?? null;
  if (rates === null || live === null) {
    return null;
  }
  const points = live.histories[hop.place]?.points.get(hop.name) ?? [];
  return {
    received: formatByteRate(rates.rxBytes),
    sent: formatByteRate(rates.txBytes),
    receivedPoints: points.map((point) => point?.rxBytesPerSecond ?? null),
    sentPoints: points.map((point) => point?.txBytesPerSecond ?? null),
  };
}

const counterCommand = 'cat /proc/net/dev';
const queueCommand = 'tc -s qdisc show';

/** The moving facts of a hop, each with where it is read once a second. */
export function toLiveFacts(hop: Hop, live: LiveNumbers | null): readonly InspectorFact[] {
  const link = findLink(hop, live);
  if (link === null) {
    return [];
  }
  const { rates, queue, lost } = link;
  const nestedTap = live?.nestedTap ?? null;
  const counted = (label: string, value: string): InspectorFact => ({ label, value, command: counterCommand });
  return [
    ...(rates === null
      ? []
      : [
          counted('Receives now', `${formatByteRate(rates.rxBytes)} in ${formatCountRate(rates.rxPackets)} packets`),
          counted('Sends now', `${formatByteRate(rates.txBytes)} in ${formatCountRate(rates.txPackets)} packets`),
        ]),
    ...(hop.place === 'nested' && nestedTap !== null ? [counted('Counted now at', `${nestedTap} in the machine`)] : []),
    counted('Lost while watched', `${formatCount(lost.dropped)} dropped, ${formatCount(lost.errors)} errors`),
    ...(queue === null
      ? []
      : [
          {
            label: 'Waits in its queue',
            value: `${formatCount(queue.waitingPackets)} packets, ${formatCount(lost.queueDropped)} thrown away while watched`,
            command: queueCommand,
          },
        ]),
  ];
}
