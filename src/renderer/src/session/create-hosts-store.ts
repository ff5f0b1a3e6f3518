import { createStore } from 'zustand/vanilla';
import type { AppClient } from '#contract/api.ts';
import type { HostView } from '#contract/hosts.ts';
import { keepListening } from './keep-listening.ts';
import type { Status } from './status.ts';

export interface HostsState {
  readonly views: readonly HostView[];
  readonly status: Status;
  /** Listens until the signal says stop. */
  readonly watch: (signal: AbortSignal) => Promise<void>;
}

/** All hosts and how the connection to each stands, kept up to date by the back end. */
export function createHostsStore(client: Pick<AppClient, 'hosts'>) {
  return createStore<HostsState>()((set) => ({
    views: [],
    status: { kind: 'idle' },
    async watch(signal) {
      set({ status: { kind: 'loading' } });
      await keepListening({
        open: (until) => client.hosts.watch({}, { signal: until }),
        onItem: (views) => set({ views, status: { kind: 'ready' } }),
        onProblem: (problem) => set({ status: { kind: 'failed', problem } }),
        signal,
      });
    },
  }));
}

export function findHost(views: readonly HostView[], hostId: string): HostView | null {
  return views.find((view) => view.host.id === hostId) ?? null;
}
