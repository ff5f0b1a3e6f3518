import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import { addToHistory, emptyHistory, type LinkHistory } from '#domain/path/live/link-history.ts';
import type { LivePicture, TimedChange } from '#domain/path/live/live-picture.ts';
import type { Problem } from '#domain/problem.ts';

/** starting: nothing was told yet. paused: nobody looks, so nothing is asked. */
export type LiveStatus =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface LiveState {
  readonly picture: LivePicture | null;
  readonly history: LinkHistory;
  /** The newest first. */
  readonly changes: readonly TimedChange[];
  readonly status: LiveStatus;
  /** Listens until the signal, and again after what went wrong. */
  readonly follow: (signal: AbortSignal) => Promise<void>;
}

const keptChanges = 50;
const retryMs = 3_000;

export type LiveStore = ReturnType<typeof createLiveStore>;

/** What the links of a host carry, or those of a machine on it that was looked into, for as long as somebody follows it. */
export function createLiveStore(
  client: { readonly path: Pick<AppClient['path'], 'live'> },
  hostId: string,
  insideOf: string | null = null,
) {
  return createStore<LiveState>()((set, get) => {
    const take = (picture: LivePicture): void => {
      const { history, changes } = get();
      set({
        picture,
        history: addToHistory(history, picture),
        changes: picture.changes.length === 0 ? changes : [...[...picture.changes].reverse(), ...changes].slice(0, keptChanges),
        status: { kind: 'live' },
      });
    };

    const listen = async (signal: AbortSignal): Promise<void> => {
      try {
        for await (const picture of client.path.live({ hostId, ...(insideOf !== null && { insideOf }) }, { signal })) {
          take(picture);
        }
      } catch (error) {
        if (!signal.aborted) {
          set({ status: { kind: 'failed', problem: toProblem(error) } });
        }
      }
    };

    return {
      picture: null,
      history: emptyHistory,
      changes: [],
      status: { kind: 'starting' },
      async follow(signal) {
        set({ status: { kind: 'starting' } });
        while (!signal.aborted) {
          await listen(signal);
          await pause(retryMs, signal);
        }
        set({ status: { kind: 'paused' } });
      },
    };
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal.aborted) {
      clearTimeout(timer);
      resolve();
    }
  });
}
