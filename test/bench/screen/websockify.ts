import { spawn } from 'node:child_process';
import net from 'node:net';
import { findFreePort } from '#support/disposable-sshd.ts';
import { buildSshArgv, endProcess, type OpensshTarget } from '../openssh/openssh.ts';
import { openWebSocket } from './open-web-socket.ts';
import type { ScreenChannel } from './read-frames.ts';
import type { WebSocket } from 'ws';

/** What a person builds from parts: `ssh -L` to the screen's socket, websockify in front of it. */
export interface Websockify {
  /** The processes that carry the screen. */
  readonly pids: readonly number[];
  openScreen(): Promise<ScreenChannel>;
  close(): Promise<void>;
}

export async function startWebsockify(target: OpensshTarget, socketPath: string): Promise<Websockify> {
  const forwardPort = await findFreePort();
  const forward = spawn('ssh', ['-N', '-L', `127.0.0.1:${forwardPort}:${socketPath}`, ...buildSshArgv(target)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await waitForPort(forwardPort);
  const port = await findFreePort();
  const bridge = spawn('websockify', [`127.0.0.1:${port}`, `127.0.0.1:${forwardPort}`], { stdio: 'ignore' });
  await waitForPort(port);
  return {
    pids: [forward.pid ?? 0, bridge.pid ?? 0],
    openScreen: () => openScreen(port),
    async close() {
      await endProcess(bridge);
      await endProcess(forward);
    },
  };
}

const openScreen = (port: number): Promise<ScreenChannel> => openWebSocket(`ws://127.0.0.1:${port}/`, {}, toChannel);

function toChannel(socket: WebSocket): ScreenChannel {
  const early: Uint8Array[] = [];
  let take = (bytes: Uint8Array): void => void early.push(bytes);
  socket.on('message', (data: ArrayBuffer) => take(new Uint8Array(data)));
  return {
    send: (bytes) => socket.send(bytes),
    onBytes: (listener) => {
      take = listener;
      early.splice(0).forEach(listener);
    },
    onEnd: (listener) => void socket.on('close', (code) => listener(`code ${code}`)),
    close: () => socket.close(),
  };
}

async function waitForPort(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await isOpen(port)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing came up on port ${port}; what the programs said is above.`);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
