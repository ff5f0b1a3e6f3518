import { createStore } from 'zustand/vanilla';
import { toProblem } from '#contract/api-error.ts';
import type { AppClient } from '#contract/api.ts';
import type { Problem } from '#domain/problem.ts';

export interface TunnelKey {
  readonly hostId: string;
  readonly cloud: string;
  /** Its id. null: a SOCKS proxy, through which programs see all that the host sees. */
  readonly service: string | null;
}

export type TunnelView = TunnelKey & { readonly state: TunnelState };

export type TunnelState =
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open';
      readonly port: number;
      readonly url: string | null;
      readonly note: string | null;
      readonly openConnections: number;
      /** Why the far side refused the last connection. */
      readonly refusal: Problem | null;
    }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface TunnelsState {
  readonly tunnels: readonly TunnelView[];
  /** `onOpen` is told the address as soon as something can be sent there. */
  readonly open: (key: TunnelKey, onOpen: (url: string | null) => void) => void;
  /** Ends it, or forgets why it could not be opened. */
  readonly stop: (key: TunnelKey) => void;
}

export function isSameTunnel(one: TunnelKey, other: TunnelKey): boolean {
  return one.hostId === other.hostId && one.cloud === other.cloud && one.service === other.service;
}

/** Ports of this laptop that lead into clouds, whatever the window shows meanwhile. They end with the window. */
export function createTunnelsStore({ access }: Pick<AppClient, 'access'>) {
  const controllers = new Map<string, AbortController>();
  const toId = ({ hostId, cloud, service }: TunnelKey): string => [hostId, cloud, service ?? ''].join(' ');
  const listenTo = ({ hostId, cloud, service }: TunnelKey, signal: AbortSignal) =>
    service === null
      ? access.socks({ hostId, port: null }, { signal })
      : access.tunnel({ hostId, cloud, service, port: null }, { signal });

  return createStore<TunnelsState>()((set, get) => {
    const drop = (key: TunnelKey) => set(({ tunnels }) => ({ tunnels: tunnels.filter((one) => !isSameTunnel(one, key)) }));
    const put = (key: TunnelKey, state: TunnelState) =>
      set(({ tunnels }) => ({ tunnels: tunnels.map((one) => (isSameTunnel(one, key) ? { ...one, state } : one)) }));

    async function listen(key: TunnelKey, signal: AbortSignal, onOpen: (url: string | null) => void): Promise<void> {
      try {
        for await (const event of listenTo(key, signal)) {
          const before = get().tunnels.find((one) => isSameTunnel(one, key))?.state;
          if (event.kind === 'open') {
            put(key, { ...event, openConnections: 0, refusal: null });
            onOpen(event.url);
          } else if (before?.kind === 'open') {
            put(key, { ...before, openConnections: event.openConnections, refusal: event.problem });
          }
        }
        drop(key);
      } catch (error) {
        if (!signal.aborted) {
          put(key, { kind: 'failed', problem: toProblem(error) });
        }
      }
    }

    return {
      tunnels: [],
      open(key, onOpen) {
        const running = get().tunnels.find((one) => isSameTunnel(one, key));
        if (running !== undefined && running.state.kind !== 'failed') {
          return;
        }
        const controller = new AbortController();
        controllers.set(toId(key), controller);
        set(({ tunnels }) => ({
          tunnels: [...tunnels.filter((one) => !isSameTunnel(one, key)), { ...key, state: { kind: 'opening' } }],
        }));
        void listen(key, controller.signal, onOpen);
      },
      stop(key) {
        controllers.get(toId(key))?.abort();
        controllers.delete(toId(key));
        drop(key);
      },
    };
  });
}
