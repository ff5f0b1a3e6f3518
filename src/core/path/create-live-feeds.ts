import type { AppApi } from '#contract/api.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { LiveWatcher } from '../ports/live-watcher.ts';
import type { OpenInside } from './create-inside-reader.ts';
import { createLiveFeed, type LiveFeed, type OpenedPlace } from './create-live-feed.ts';

type WayIn = Parameters<AppApi['path']['live']>[0]['wayIn'];

export interface LiveFeedsOptions {
  readonly connections: Pick<Connections, 'shellOf' | 'answersOf'>;
  readonly openInside: OpenInside;
  readonly watcher: LiveWatcher;
  readonly now: () => number;
}

export type LiveFeeds = ReturnType<typeof createLiveFeeds>;

/** One feed a place, whoever listens. */
export function createLiveFeeds({ connections, openInside, watcher, now }: LiveFeedsOptions) {
  const feeds = new Map<string, LiveFeed>();

  async function open(host: Host, wayIn: WayIn, signal: AbortSignal): Promise<OpenedPlace> {
    if (wayIn === undefined) {
      return { shell: connections.shellOf(host), close: () => undefined };
    }
    const known = connections.answersOf(host.id);
    const answers = { ...known, acceptedFingerprints: [...known.acceptedFingerprints, ...wayIn.acceptedFingerprints] };
    const way = wayIn.instance === undefined ? [wayIn.machine] : [wayIn.machine, wayIn.instance];
    const link = await openInside({ host, way, answers, signal });
    return { shell: link.shell, close: () => link.close() };
  }

  return {
    async *listen(host: Host, wayIn: WayIn, signal: AbortSignal): AsyncGenerator<LivePicture> {
      const key = JSON.stringify([host.id, wayIn?.machine, wayIn?.instance]);
      const feed = feeds.get(key) ?? createLiveFeed({ open: (own) => open(host, wayIn, own), watcher, now });
      feeds.set(key, feed);
      try {
        yield* feed.listen(signal);
      } finally {
        if (feed.listenerCount === 0) {
          feeds.delete(key);
        }
      }
    },
  };
}
