import type { TunnelEvent } from '#contract/access.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import type { CloudService } from '#domain/access/cloud-service.ts';
import { toLocalUrl } from '#domain/access/parse-service-url.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { LocalPorts } from '../ports/local-ports.ts';
import type { TunnelState } from './create-connection-counter.ts';
import { createSocksOpener } from './create-socks-opener.ts';
import { createTunnelOpener, type Tunnel } from './create-tunnel-opener.ts';

export interface TunnelStreamOptions {
  readonly connections: Pick<Connections, 'shellOf'>;
  readonly localPorts: LocalPorts;
}

type Open = (onChange: (state: TunnelState) => void) => Promise<Tunnel>;

/** Tunnels that live as long as somebody listens to what is told about them. */
export function createTunnelStreams({ connections, localPorts }: TunnelStreamOptions) {
  const openTunnel = createTunnelOpener({ ports: localPorts });
  const openSocks = createSocksOpener({ ports: localPorts });

  return {
    async *toService(host: Host, service: CloudService, port: number | null, signal: AbortSignal): AsyncGenerator<TunnelEvent> {
      const { address, title, url } = service;
      const openStream = () =>
        connections.shellOf(host).openSocket({ kind: 'tcp', address, port: service.port }, `Tunnel to ${title}`);
      // A tunnel that leads nowhere is told now, and not in the browser.
      (await openStream()).close();
      const open: Open = (onChange) => openTunnel({ port, openStream, onChange });
      yield* tellTunnel(open, (localPort) => (url === null ? null : toLocalUrl(url, localPort)), signal);
    },

    async *toNetwork(host: Host, port: number | null, signal: AbortSignal): AsyncGenerator<TunnelEvent> {
      connections.shellOf(host);
      const openStream = (address: string, farPort: number) =>
        connections.shellOf(host).openSocket({ kind: 'tcp', address, port: farPort }, 'SOCKS proxy');
      yield* tellTunnel(
        (onChange) => openSocks({ port, openStream, onChange }),
        (own) => `socks5h://127.0.0.1:${own}`,
        signal,
      );
    },
  };
}

async function* tellTunnel(open: Open, toUrl: (port: number) => string | null, signal: AbortSignal): AsyncGenerator<TunnelEvent> {
  const queue = createItemQueue<TunnelEvent>();
  const tunnel = await open((state) => queue.push({ kind: 'changed', ...state }));
  signal.addEventListener('abort', () => queue.end(), { once: true });
  try {
    if (signal.aborted) {
      return;
    }
    yield { kind: 'open', port: tunnel.port, note: tunnel.note, url: toUrl(tunnel.port) };
    for (let item = await queue.next(); item.done !== true; item = await queue.next()) {
      yield item.value;
    }
  } finally {
    tunnel.close();
  }
}
