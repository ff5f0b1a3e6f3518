import { describe, expect, it } from 'vitest';
import { screenMessageBytes, screenWindowBytes } from '#contract/transports/console-protocol.ts';
import { serveConsole } from '#contract/transports/serve-console.ts';
import { createFakeByteStream } from '#fakes/fake-byte-stream.ts';
import { createLinkPair } from '#fakes/link-pair.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

async function openConsole() {
  const { near, far } = createLinkPair();
  const stream = createFakeByteStream();
  const turns: (() => void)[] = [];
  const received: unknown[] = [];
  const endings: (string | null)[] = [];
  near.onMessage((message) => received.push(message));
  near.onClose((reason) => endings.push(reason));
  serveConsole({ end: far, open: async () => stream, defer: (task) => turns.push(task), explain: String });
  await settle();
  const endTurn = () => turns.splice(0).forEach((task) => task());
  return { window: near, stream, received, endings, endTurn };
}

describe('a console in the back end', () => {
  it('says when the screen is connected', async () => {
    const { received } = await openConsole();
    expect(received).toEqual([{ note: 'open' }]);
  });

  it('joins the chunks of one turn into one message that owns its buffer', async () => {
    const { stream, received, endTurn } = await openConsole();
    const pool = new Uint8Array(1000).fill(7);
    stream.emit(pool.subarray(0, 3));
    stream.emit(pool.subarray(500, 502));
    expect(received).toHaveLength(1);
    endTurn();
    const message = received[1] as Uint8Array;
    expect([...message]).toEqual([7, 7, 7, 7, 7]);
    expect(message.buffer.byteLength).toBe(5);
  });

  it('does not wait for the end of the turn with a full message', async () => {
    const { stream, received, endTurn } = await openConsole();
    for (let sent = 0; sent < 2 * screenMessageBytes; sent += 32_768) stream.emit(new Uint8Array(32_768));
    expect(received.slice(1).map((message) => (message as Uint8Array).byteLength)).toEqual([
      screenMessageBytes,
      screenMessageBytes,
    ]);
    endTurn();
    expect(received).toHaveLength(3);
  });

  it('stops the host when the window does not keep up, and goes on when it does', async () => {
    const { window, stream } = await openConsole();
    for (let sent = 0; sent < screenWindowBytes; sent += 65_536) stream.emit(new Uint8Array(65_536));
    expect(stream.state.isPaused).toBe(true);
    window.send({ note: 'credit', bytes: 65_536 });
    expect(stream.state.isPaused).toBe(false);
  });

  it.each([[{ note: 'credit', bytes: 1 }], [{ note: 'credit', bytes: -5 }], [{ note: 'open' }], ['text'], [null]])(
    'ends a window that sends %j out of turn',
    async (message) => {
      const { window, stream, endings } = await openConsole();
      window.send(message as object);
      expect(stream.state.isClosed).toBe(true);
      expect(endings).toEqual([expect.stringMatching(/^The window sent something/)]);
    },
  );

  it('gives credit for input only when the host has room again', async () => {
    const { window, stream, received } = await openConsole();
    stream.state.takesInput = false;
    for (let sent = 0; sent < 600_000; sent += 60_000) window.send(new Uint8Array(60_000));
    expect(received).toHaveLength(1);
    stream.drain();
    expect(received[1]).toEqual({ note: 'credit', bytes: 600_000 });
  });

  it('ends a window that sends more than its credit', async () => {
    const { window, stream, endings } = await openConsole();
    stream.state.takesInput = false;
    for (let sent = 0; sent < 2_000_000; sent += 100_000) window.send(new Uint8Array(100_000));
    expect(endings).toEqual([expect.stringMatching(/more than the host takes/)]);
    expect(stream.state.isClosed).toBe(true);
  });

  it('delivers the last bytes before the reason of the end', async () => {
    const { stream, received, endings } = await openConsole();
    stream.emit(Uint8Array.of(1, 2));
    stream.breakOff('The machine was stopped.');
    expect(received.at(-1)).toEqual(Uint8Array.of(1, 2));
    expect(endings).toEqual(['The machine was stopped.']);
  });

  it('tells why a screen could not be opened', async () => {
    const { near, far } = createLinkPair();
    const ended = new Promise((resolve) => near.onClose(resolve));
    serveConsole({
      end: far,
      open: () => Promise.reject(new Error('This ticket was used.')),
      defer: setImmediate,
      explain: (error) => (error as Error).message,
    });
    await expect(ended).resolves.toBe('This ticket was used.');
  });

  it('closes a screen that opens after the window has gone', async () => {
    const { near, far } = createLinkPair();
    const stream = createFakeByteStream();
    serveConsole({ end: far, open: () => settle().then(() => stream), defer: setImmediate, explain: String });
    near.close(null);
    await settle();
    await settle();
    expect(stream.state.isClosed).toBe(true);
  });
});
