import { createItemQueue } from '#contract/item-queue.ts';
import { createLiveTracker } from '#domain/path/live/create-live-tracker.ts';
import type { LivePicture } from '#domain/path/live/live-picture.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostShell } from '../ports/host-shell.ts';
import type { LiveWatcher } from '../ports/live-watcher.ts';

/** Changes come in handfuls: taking a bridge down changes all its ports. */
const gatherMs = 40;

export interface OpenedPlace {
  readonly shell: HostShell;
  readonly close: () => void;
}

export interface LiveFeedOptions {
  readonly open: (signal: AbortSignal) => Promise<OpenedPlace>;
  readonly watcher: LiveWatcher;
  readonly now: () => number;
}

type Listener = ReturnType<typeof createItemQueue<LivePicture>>;

export type LiveFeed = ReturnType<typeof createLiveFeed>;

/** One channel to one place for as long as anybody listens. When it breaks all who listen hear why, and the next begins it anew. */
export function createLiveFeed({ open, watcher, now }: LiveFeedOptions) {
  const listeners = new Set<Listener>();
  let controller: AbortController | null = null;
  let last: LivePicture | null = null;

  function tell(picture: LivePicture): void {
    last = picture;
    listeners.forEach((listener) => listener.push(picture));
  }

  async function run(own: AbortController): Promise<void> {
    try {
      const place = await open(own.signal);
      try {
        await follow({ watcher, now, shell: place.shell, signal: own.signal, tell });
      } finally {
        place.close();
      }
      throw new HostError('link-lost', 'The network is no longer told: what tells it has ended on the host.');
    } catch (error) {
      end(own, error);
    }
  }

  /** Whoever came after this run was given up has begun another. */
  function end(own: AbortController, error: unknown): void {
    if (controller === own) {
      controller = null;
      last = null;
      const reason = error instanceof Error ? error : new Error(String(error));
      listeners.forEach((listener) => listener.fail(reason));
    }
  }

  function begin(): void {
    if (controller === null) {
      controller = new AbortController();
      void run(controller);
    }
  }

  function leave(listener: Listener): void {
    listeners.delete(listener);
    if (listeners.size === 0 && controller !== null) {
      controller.abort();
      controller = null;
      last = null;
    }
  }

  return {
    get listenerCount(): number {
      return listeners.size;
    },

    async *listen(signal: AbortSignal): AsyncGenerator<LivePicture> {
      const queue = createItemQueue<LivePicture>();
      const stop = (): void => queue.end();
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) {
        return;
      }
      listeners.add(queue);
      if (last !== null) {
        // What changed before somebody came was told to others.
        queue.push({ ...last, changes: [], leftOut: 0 });
      }
      begin();
      try {
        for (let item = await queue.next(); item.done !== true; item = await queue.next()) {
          yield item.value;
        }
      } finally {
        signal.removeEventListener('abort', stop);
        leave(queue);
      }
    },
  };
}

interface Following extends Pick<LiveFeedOptions, 'watcher' | 'now'> {
  readonly shell: HostShell;
  readonly signal: AbortSignal;
  readonly tell: (picture: LivePicture) => void;
}

/** A picture at the end of every turn, and a moment after anything changed. */
async function follow({ watcher, now, shell, signal, tell }: Following): Promise<void> {
  const tracker = createLiveTracker(now());
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const tellNow = (): void => {
    clearTimeout(gathering);
    gathering = undefined;
    tell(tracker.takePicture(now()));
  };
  try {
    for await (const line of watcher.watch(shell, signal)) {
      const outcome = tracker.take(line, now());
      if (outcome === 'turn') {
        tellNow();
      } else if (outcome === 'change') {
        gathering ??= setTimeout(tellNow, gatherMs);
      }
    }
  } finally {
    clearTimeout(gathering);
  }
}
