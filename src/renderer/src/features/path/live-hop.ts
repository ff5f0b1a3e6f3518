import { formatByteRate, formatCountRate } from '#domain/format-rate.ts';
import type { Hop } from '#domain/path/chain.ts';
import { findLiveLink } from '#domain/path/live/apply-live.ts';
import type { LinkHistory } from '#domain/path/live/link-history.ts';
import type { LiveLink, LivePicture } from '#domain/path/live/live-picture.ts';
import type { InspectorFact } from '#renderer/session/create-inspector-store.ts';
import { formatCount } from '#renderer/ui/format.ts';
import type { MetroTraffic } from '#renderer/ui/metro/metro-layout.ts';

export interface LiveNumbers {
  readonly picture: LivePicture;
  readonly history: LinkHistory;
}

export function findLink(hop: Hop, live: LiveNumbers | null): LiveLink | null {
  return live === null ? null : findLiveLink(hop, { host: live.picture });
}

/** What a hop carries at this moment, and did in the last minute. null where nobody can tell. */
export function toTraffic(hop: Hop, live: LiveNumbers | null): MetroTraffic | null {
  const rates = findLink(hop, live)?.rates ?? null;
  if (rates === null || live === null) {
    return null;
  }
  const points = live.history.points.get(hop.name) ?? [];
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
  const counted = (label: string, value: string): InspectorFact => ({ label, value, command: counterCommand });
  return [
    ...(rates === null
      ? []
      : [
          counted('Receives now', `${formatByteRate(rates.rxBytes)} in ${formatCountRate(rates.rxPackets)} packets`),
          counted('Sends now', `${formatByteRate(rates.txBytes)} in ${formatCountRate(rates.txPackets)} packets`),
        ]),
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
