import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { HostReading } from '#contract/hosts.ts';
import { keepListening } from './keep-listening.ts';
import type { Status } from './status.ts';

export interface ReadingEntry {
  readonly reading: HostReading | null;
  readonly status: Status;
}

export interface ReadingsState {
  readonly byHost: Readonly<Record<string, ReadingEntry>>;
  /** Follows exactly these hosts from now on; what was read of others stays and grows stale. */
  readonly follow: (hostIds: readonly string[]) => void;
  /** Reads once more, now. */
  readonly refresh: (hostId: string) => Promise<void>;
}

const nothingRead: ReadingEntry = { reading: null, status: { kind: 'idle' } };

/** The newest reading of every connected host. One reading tells of the host and all its machines. */
export function createReadingsStore(client: Pick<AppClient, 'hosts'>) {
  const followers = new Map<string, AbortController>();
  return createStore<ReadingsState>()((set, get) => {
    const put = (hostId: string, entry: Partial<ReadingEntry>) =>
      set(({ byHost }) => ({ byHost: { ...byHost, [hostId]: { ...(byHost[hostId] ?? nothingRead), ...entry } } }));

    const start = (hostId: string) => {
      const controller = new AbortController();
      followers.set(hostId, controller);
      put(hostId, { status: { kind: 'loading' } });
      void keepListening({
        open: (signal) => client.hosts.readings({ hostId }, { signal }),
        onItem: (reading) => put(hostId, { reading, status: { kind: 'ready' } }),
        onProblem: (problem) => put(hostId, { status: { kind: 'failed', problem } }),
        signal: controller.signal,
      });
    };

    return {
      byHost: {},
      follow(hostIds) {
        for (const [hostId, controller] of followers) {
          if (!hostIds.includes(hostId)) {
            controller.abort();
            followers.delete(hostId);
          }
        }
        hostIds.filter((hostId) => !followers.has(hostId)).forEach(start);
      },
      async refresh(hostId) {
        put(hostId, { status: { kind: 'loading' } });
        try {
          put(hostId, { reading: await client.hosts.read({ hostId }), status: { kind: 'ready' } });
        } catch (error) {
          put(hostId, { reading: get().byHost[hostId]?.reading ?? null, status: { kind: 'failed', problem: toProblem(error) } });
        }
      },
    };
  });
}

export function getReading(state: ReadingsState, hostId: string): ReadingEntry {
  return state.byHost[hostId] ?? nothingRead;
}
