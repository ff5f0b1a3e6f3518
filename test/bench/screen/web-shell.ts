import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createClient } from '#contract/create-client.ts';
import { parseConsoleNote, screenMessageBytes } from '#contract/transports/console-protocol.ts';
import { createSocketEnd } from '#contract/transports/create-socket-end.ts';
import { createTransport } from '#contract/transports/create-transport.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import { connectHost } from '../machines/connect-host.ts';
import { endProcess } from '../openssh/openssh.ts';
import { openWebSocket } from './open-web-socket.ts';
import type { ScreenChannel } from './read-frames.ts';
import { waitForLine } from './wait-for-line.ts';

/** The built browser shell in a process of its own, used as its window uses it. */
export interface WebShell {
  /** The process that carries the screens. */
  readonly pid: number;
  /** Adds a host on the loopback and connects; resolves with its id. */
  connectHost(port: number, keyPath: string): Promise<string>;
  openScreen(hostId: string, machine: string): Promise<ScreenChannel>;
  close(): Promise<void>;
}

export async function startWebShell(): Promise<WebShell> {
  const home = await mkdtemp(join(tmpdir(), 'nutshell-bench-'));
  const child = spawn(process.execPath, [resolve('out/node/web.js')], {
    env: { ...process.env, NUTSHELL_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new URL((await waitForLine(child, 'ready ')).slice('ready '.length));
  const { path, cookie } = await enter(url);
  const openEnd = (name: string) =>
    openWebSocket(`ws://${url.host}${path}${name}`, { cookie, origin: url.origin }, createSocketEnd);
  const client = createClient(createTransport(await openEnd('rpc')));
  return {
    pid: child.pid ?? 0,
    connectHost: (port, keyPath) => connectHost(client, { port, keyPath, name: `bench ${port}` }),
    async openScreen(hostId, machine) {
      const { ticket } = await client.consoles.open({ hostId, machine });
      return toChannel(await openEnd(`console/${ticket}`));
    },
    async close() {
      await endProcess(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Trades the one-time token for the window's cookie, as the page behind the printed address does. */
async function enter(url: URL): Promise<{ readonly path: string; readonly cookie: string }> {
  const token = url.hash.replace('#token=', '');
  const headers = { origin: url.origin, 'content-type': 'application/json' };
  const response = await fetch(new URL('/session', url), { method: 'POST', headers, body: JSON.stringify({ token }) });
  const { path } = (await response.json()) as { readonly path: string };
  return { path, cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

/** Acknowledges what it took as the window does (console-flow.ts there): after every full message. */
function toChannel(end: LinkEnd): ScreenChannel {
  let unacknowledgedBytes = 0;
  return {
    send: (bytes) => end.send(bytes.slice()),
    onBytes: (listener) =>
      end.onMessage((message) => {
        if (!(message instanceof Uint8Array)) {
          // The note that the screen is open, and credit for the few bytes sent to it.
          if (!parseConsoleNote(message)) {
            end.close('The console sent something that is no screen.');
          }
          return;
        }
        listener(message);
        unacknowledgedBytes += message.byteLength;
        if (unacknowledgedBytes >= screenMessageBytes) {
          end.send({ note: 'credit', bytes: unacknowledgedBytes });
          unacknowledgedBytes = 0;
        }
      }),
    onEnd: (listener) => end.onClose((reason) => listener(reason ?? 'in order')),
    close: () => end.close(null),
  };
}
