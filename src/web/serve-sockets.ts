import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Backend } from '#backend';
import { createSocketEnd } from '#contract/transports/create-socket-end.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { createTransport } from '#contract/transports/create-transport.ts';
import { explainConsoleFailure } from '#contract/transports/explain-console-failure.ts';
import { serveConsole } from '#contract/transports/serve-console.ts';

export interface SocketOptions {
  readonly backend: Pick<Backend, 'serve' | 'openConsole'>;
  readonly windowPath: string;
  readonly isAdmitted: (request: IncomingMessage) => boolean;
  readonly reportBug: (error: unknown) => void;
}

/** The longest message a window may send: a call carries forms and scripts, not files. */
const longestMessageBytes = 8 * 1024 * 1024;

/** The two kinds of WebSocket: `rpc` for the contract, `console/<ticket>` for one screen's bytes. Returns how to end them all. */
export function serveSockets(server: Server, options: SocketOptions): (reason: string) => void {
  // Compressing a screen on the loopback only costs time.
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: longestMessageBytes });
  const ends = new Set<LinkEnd>();
  server.on('upgrade', (request, socket, head) => {
    const target = findTarget(request.url ?? '/', options.windowPath);
    socket.on('error', () => socket.destroy());
    if (!target || !options.isAdmitted(request)) {
      socket.end(`HTTP/1.1 ${target ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // A broken connection also closes, and the reason is told there.
      webSocket.on('error', () => webSocket.terminate());
      const end = createSocketEnd(webSocket);
      ends.add(end);
      end.onClose(() => ends.delete(end));
      serveEnd(end, target, options);
    });
  });
  return (reason) => ends.forEach((end) => end.close(reason));
}

type Target = { readonly kind: 'rpc' } | { readonly kind: 'console'; readonly ticket: string };

function findTarget(url: string, windowPath: string): Target | null {
  if (!url.startsWith(windowPath)) {
    return null;
  }
  const rest = url.slice(windowPath.length);
  const ticket = /^console\/([A-Za-z0-9_-]{1,200})$/.exec(rest)?.[1];
  if (ticket !== undefined) {
    return { kind: 'console', ticket };
  }
  return rest === 'rpc' ? { kind: 'rpc' } : null;
}

function serveEnd(end: LinkEnd, target: Target, { backend, reportBug }: SocketOptions): void {
  if (target.kind === 'rpc') {
    backend.serve(createTransport(end));
    return;
  }
  serveConsole({
    end,
    open: () => backend.openConsole(target.ticket),
    defer: setImmediate,
    explain: (error) => explainConsoleFailure(error, reportBug),
  });
}
