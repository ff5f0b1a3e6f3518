import type { Host } from '#domain/hosts/host.ts';
import type { HostNotice } from '#domain/hosts/host-notice.ts';
import type { HostWatcher } from '../ports/host-adapters.ts';
import type { Connections } from './create-connections.ts';

/** How often it is looked whether a lost connection is back, which costs nothing. */
const reconnectedMs = 500;
/** A host that cannot be watched though it is connected is asked again after longer and longer waits. */
const longestRetryMs = 60_000;

export interface HostWatchOptions {
  readonly host: Host;
  readonly watcher: HostWatcher;
  readonly connections: Connections;
  readonly onNotice: (notice: HostNotice) => void;
  /** Whether notices come from now on: while they do not, somebody must look again and again. */
  readonly onListening: (isListening: boolean) => void;
}

/** Listens to what changes on a host, and begins again whenever that ends, until it is stopped. */
export function createHostWatch({ host, watcher, connections, onNotice, onListening }: HostWatchOptions) {
  const controller = new AbortController();
  const { signal } = controller;

  async function listen(): Promise<void> {
    for await (const notice of watcher.watch(connections.shellOf(host), connections.privilegeOf(host.id), signal)) {
      if (signal.aborted) {
        return;
      }
      if (notice.kind === 'ready') {
        onListening(true);
      }
      onNotice(notice);
    }
  }

  async function keepListening(): Promise<void> {
    let delayMs = reconnectedMs;
    while (!signal.aborted) {
      const isConnected = connections.stateOf(host.id).kind === 'connected';
      if (isConnected) {
        // A lost link is shown by the connection's own state, a host that cannot be watched is read instead.
        await listen().catch(() => undefined);
      }
      if (!isAborted(signal)) {
        onListening(false);
        const isRefused = isConnected && connections.stateOf(host.id).kind === 'connected';
        delayMs = isRefused ? Math.min(longestRetryMs, delayMs * 2) : reconnectedMs;
        await pause(delayMs, signal);
      }
    }
  }

  void keepListening();
  return { stop: () => controller.abort() };
}

// A function of its own, because the compiler takes a property it has seen to be false for false across an await.
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
