import type { AppApi } from '#contract/api.ts';
import { buildTrialAlert, type Alert } from '#domain/alerts/alert.ts';
import type { AlertSource } from '#domain/alerts/list-install-alerts.ts';
import type { HostView } from '#contract/hosts.ts';
import { createBroadcast } from '../create-broadcast.ts';
import type { Environment } from '../ports/environment.ts';
import { followInstall, type InstallFollowing } from './follow-install.ts';

export interface AlertServiceOptions extends InstallFollowing {
  /** Every host and how the connection to it stands: at once, and at each change. */
  readonly watchHosts: (signal: AbortSignal) => AsyncIterable<readonly HostView[]>;
  readonly environment: Pick<Environment, 'now'>;
}

export interface AlertService {
  readonly api: AppApi['alerts'];
  /** The same clouds; what they begin is followed from its first moment. */
  observe(clouds: AppApi['clouds']): AppApi['clouds'];
}

/** Follows installs for as long as somebody wants to hear of them. A host that is not connected is left alone. */
export function createAlertService(options: AlertServiceOptions): AlertService {
  const { watchHosts, environment } = options;
  const heard = createBroadcast<Alert>({ onFirst: start, onLast: stop });
  const followed = new Set<string>();
  let listening = new AbortController();

  /** Once each; when its end has been told it is forgotten, so that one that goes on later is followed anew. */
  async function follow(source: AlertSource): Promise<void> {
    const { signal } = listening;
    if (heard.listenerCount === 0 || followed.has(source.operationId)) {
      return;
    }
    followed.add(source.operationId);
    try {
      for await (const alert of followInstall(options, source, signal)) {
        heard.publish(alert);
      }
    } finally {
      followed.delete(source.operationId);
    }
  }

  /** What runs there since before the connection, begun from whichever laptop. */
  async function lookAt(hostId: string): Promise<void> {
    for (const { operationId, state, target } of await options.listOperations(hostId)) {
      if (state === 'running' && target.kind === 'cloud') {
        void settle(follow({ hostId, cloud: target.name, operationId }));
      }
    }
  }

  async function watchConnections(signal: AbortSignal): Promise<void> {
    let connected: readonly string[] = [];
    for await (const views of watchHosts(signal)) {
      const now = views.filter(({ connection }) => connection.kind === 'connected').map(({ host }) => host.id);
      now.filter((hostId) => !connected.includes(hostId)).forEach((hostId) => void settle(lookAt(hostId)));
      connected = now;
    }
  }

  function start(): void {
    listening = new AbortController();
    void settle(watchConnections(listening.signal));
  }

  function stop(): void {
    listening.abort();
  }

  return {
    api: {
      watch: (_input, { signal }) => heard.listen(signal, { replay: false }),
      try() {
        heard.publish(buildTrialAlert(environment.now()));
        return Promise.resolve(null);
      },
    },
    observe: (clouds) => ({
      ...clouds,
      async *up(input, context) {
        for await (const event of clouds.up(input, context)) {
          if (event.kind === 'started' && event.target.kind === 'cloud') {
            const { operationId, target } = event;
            void settle(follow({ hostId: input.hostId, cloud: target.name, operationId }));
          }
          yield event;
        }
      },
    }),
  };
}

/** A link that was lost, or a host that cannot be asked, is shown by the connection's own state. It is followed again once it is back. */
async function settle(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}
