import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { AddressInfo } from 'node:net';
import { createSocketEnd, toOwnedBytes } from '#contract/transports/create-socket-end.ts';
import { createLinkEnd, type LinkEnd } from '#contract/transports/link-end.ts';

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()));

function createPortEnd(port: MessagePort): LinkEnd {
  return createLinkEnd({
    post: (message) => port.postMessage(message),
    start: (onMessage, onClosed) => {
      port.on('message', onMessage);
      port.on('close', () => onClosed(null));
    },
    close: () => port.close(),
  });
}

async function createPortPair(): Promise<readonly [LinkEnd, LinkEnd]> {
  const { port1, port2 } = new MessageChannel();
  return [createPortEnd(port1), createPortEnd(port2)];
}

async function listen(): Promise<WebSocketServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  cleanups.push(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

async function createSocketPair(): Promise<readonly [LinkEnd, LinkEnd]> {
  const server = await listen();
  const accepted = new Promise<LinkEnd>((resolve) => server.on('connection', (socket) => resolve(createSocketEnd(socket))));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => socket.once('open', resolve));
  return [createSocketEnd(socket), await accepted];
}

describe.each([
  ['a MessagePort', createPortPair],
  ['a WebSocket', createSocketPair],
])('a link over %s', (_name, createPair) => {
  it('carries data and bytes in their order, also what came before somebody listened', async () => {
    const [near, far] = await createPair();
    near.send({ t: 'call', id: 1 });
    near.send(new Uint8Array([1, 2, 3]));
    near.send({ note: 'open' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const received: unknown[] = [];
    await new Promise<void>((resolve) => {
      far.onMessage((message) => {
        received.push(message);
        if (received.length === 3) resolve();
      });
    });
    expect(received).toEqual([{ t: 'call', id: 1 }, new Uint8Array([1, 2, 3]), { note: 'open' }]);
    near.close(null);
  });

  it('delivers a long reason whole, after everything that was sent before it', async () => {
    const [near, far] = await createPair();
    const reason = `${'The host closed the connection, and this is a long story. '.repeat(5)}Ende – aus ☕.`;
    const received: unknown[] = [];
    far.onMessage((message) => received.push(message));
    const ended = new Promise((resolve) => far.onClose(resolve));
    near.send({ last: true });
    near.close(reason);
    await expect(ended).resolves.toBe(reason);
    expect(received).toEqual([{ last: true }]);
  });

  it('tells both ends once, and somebody who asks later as well', async () => {
    const [near, far] = await createPair();
    const told: unknown[] = [];
    near.onClose((reason) => told.push(['near', reason]));
    const ended = new Promise((resolve) => far.onClose(resolve));
    near.close(null);
    near.close('again');
    await expect(ended).resolves.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 20));
    far.onClose((reason) => told.push(['far', reason]));
    near.send({ too: 'late' });
    expect(told).toEqual([
      ['near', null],
      ['far', null],
    ]);
  });
});

describe('a WebSocket end', () => {
  it('says that the connection broke where nobody said goodbye', async () => {
    const server = await listen();
    server.on('connection', (socket) => socket.terminate());
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const end = createSocketEnd(socket);
    await expect(new Promise((resolve) => end.onClose(resolve))).resolves.toMatch(/broke \(code 1006\)/);
  });

  it('ends at a text that is not JSON', async () => {
    const server = await listen();
    server.on('connection', (socket) => createSocketEnd(socket));
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    socket.on('open', () => socket.send('{'));
    const [code, reason] = await new Promise<[number, Buffer]>((resolve) => socket.on('close', (...ending) => resolve(ending)));
    expect([code, String(reason)]).toEqual([4502, 'A message that is not JSON arrived.']);
  });

  it('copies a view, and only a view', () => {
    const pool = new Uint8Array(100);
    expect(toOwnedBytes(pool.subarray(10, 20)).buffer.byteLength).toBe(10);
    expect(toOwnedBytes(pool).buffer).toBe(pool.buffer);
  });
});
