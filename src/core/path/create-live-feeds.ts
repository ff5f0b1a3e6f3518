import type { AppApi } from '#contract/api.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import type { Connections } from '../hosts/create-connections.ts';
import { HostError } from '../ports/host-error.ts';
import type { LiveWatcher } from '../ports/live-watcher.ts';
import type { OpenInside } from './create-inside-reader.ts';
import type { MachineInsides } from './create-machine-insides.ts';
import { createLiveFeed, type LiveFeed, type OpenedPlace } from './create-live-feed.ts';

type LiveWish = Omit<Parameters<AppApi['path']['live']>[0], 'hostId'>;

export interface LiveFeedsOptions {
  readonly connections: Pick<Connections, 'shellOf' | 'answersOf'>;
  readonly openInside: OpenInside;
  readonly insides: Pick<MachineInsides, 'enter'>;
  readonly watcher: LiveWatcher;
  readonly now: () => number;
}

export type LiveFeeds = ReturnType<typeof createLiveFeeds>;

/** One feed a place, whoever listens. */
export function createLiveFeeds({ connections, openInside, insides, watcher, now }: LiveFeedsOptions) {
  const feeds = new Map<string, LiveFeed>();

  /** Shares the connection of whoever looked into the machine before. */
  async function enter(host: Host, machine: string, signal: AbortSignal): Promise<OpenedPlace> {
    const entering = await insides.enter({ hostId: host.id, machine }, null, signal);
    if (entering.kind !== 'in') {
      throw new HostError('denied', `Nobody is logged in to ${machine}, so what goes on inside is not told.`, {
        hint: `Look inside first: nutshell chain ${machine} --inside`,
      });
    }
    return { shell: entering.link.shell, close: entering.leave };
  }

  async function open(host: Host, { wayIn, insideOf }: LiveWish, signal: AbortSignal): Promise<OpenedPlace> {
    if (insideOf !== undefined) {
      return enter(host, insideOf, signal);
    }
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
    async *listen(host: Host, wish: LiveWish, signal: AbortSignal): AsyncGenerator<LivePicture> {
      const { wayIn, insideOf } = wish;
      const key = JSON.stringify([host.id, wayIn?.machine, wayIn?.instance, insideOf]);
      const feed = feeds.get(key) ?? createLiveFeed({ open: (own) => open(host, wish, own), watcher, now });
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
