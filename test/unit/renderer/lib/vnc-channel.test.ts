import { describe, expect, it } from 'vitest';
import { inputWindowBytes, screenMessageBytes } from '#contract/transports/console-protocol.ts';
import { createLinkPair } from '#fakes/link-pair.ts';
import { createVncChannel, type VncChannel } from '#renderer/lib/vnc-channel.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** What noVNC 1.7 asks of a channel (core/websock.js, attach). */
const namesThatNoVncWants = ['send', 'close', 'binaryType', 'onerror', 'onmessage', 'onopen', 'protocol', 'readyState'];

function setUp() {
  const { near, far, cut } = createLinkPair();
  const atBackend: unknown[] = [];
  far.onMessage((message) => atBackend.push(message));
  const channel = createVncChannel(Promise.resolve(near));
  const told: unknown[] = [];
  return { channel, backend: far, atBackend, cut, told };
}

/** As noVNC does: everything in one turn, onmessage before onopen. */
function attach(channel: VncChannel, told: unknown[]) {
  channel.onmessage = ({ data }) => told.push([...data]);
  channel.onopen = () => told.push('open');
  channel.onclose = ({ code, reason, wasClean }) => told.push({ code, reason, wasClean });
}

describe('the channel that noVNC gets', () => {
  it('has on itself every name that noVNC looks for', () => {
    const own = Object.keys(setUp().channel);
    expect(own).toEqual(expect.arrayContaining(namesThatNoVncWants));
  });

  it('tells what came before noVNC was loaded, afterwards and in order', async () => {
    const { channel, backend, told } = setUp();
    backend.send({ note: 'open' });
    backend.send(Uint8Array.of(82, 70, 66));
    await settle();
    expect(channel.readyState).toBe('connecting');
    attach(channel, told);
    await settle();
    backend.send(Uint8Array.of(10));
    expect(told).toEqual(['open', [82, 70, 66], [10]]);
    expect(channel.readyState).toBe('open');
  });

  it('keeps the reason of the end, which noVNC forgets', async () => {
    const { channel, backend, told } = setUp();
    attach(channel, told);
    await settle();
    backend.send({ note: 'open' });
    backend.close('The machine was stopped.');
    expect(told.at(-1)).toEqual({ code: 4502, reason: 'The machine was stopped.', wasClean: false });
    expect(channel).toMatchObject({ readyState: 'closed', closeReason: 'The machine was stopped.' });
  });

  it('ends with a sentence where the link could not be opened', async () => {
    const channel = createVncChannel(Promise.reject(new Error('Nutshell does not answer.')));
    const told: unknown[] = [];
    attach(channel, told);
    await settle();
    expect(told).toEqual([{ code: 4502, reason: 'Nutshell does not answer.', wasClean: false }]);
  });

  it('ends in a later turn than close was called, as noVNC expects of a socket', async () => {
    const { channel, told } = setUp();
    attach(channel, told);
    await settle();
    channel.close();
    expect(told).toEqual([]);
    await settle();
    expect(told).toEqual([{ code: 1000, reason: '', wasClean: true }]);
  });

  it('closes a link that opens after it was closed', async () => {
    const { near, far } = createLinkPair();
    const opening = settle().then(() => near);
    const channel = createVncChannel(opening);
    const ended = new Promise((resolve) => far.onClose(resolve));
    channel.close();
    await expect(ended).resolves.toBeNull();
    expect(channel.closeReason).toBeNull();
  });

  it('copies what it sends: noVNC writes to its buffer again', async () => {
    const { channel, atBackend } = setUp();
    await settle();
    const pool = new Uint8Array(10_240).fill(1);
    channel.send(pool.subarray(0, 4));
    pool.fill(2);
    expect(atBackend).toEqual([Uint8Array.of(1, 1, 1, 1)]);
    expect((atBackend[0] as Uint8Array).buffer.byteLength).toBe(4);
  });

  it('acknowledges screen bytes in steps, and only what noVNC was given', async () => {
    const { channel, backend, atBackend, told } = setUp();
    backend.send(new Uint8Array(screenMessageBytes));
    await settle();
    expect(atBackend).toEqual([]);
    attach(channel, told);
    await settle();
    expect(atBackend).toEqual([{ note: 'credit', bytes: screenMessageBytes }]);
    backend.send(new Uint8Array(10));
    expect(atBackend).toHaveLength(1);
  });

  it('holds input back until the host takes it', async () => {
    const { channel, backend, atBackend } = setUp();
    await settle();
    const sentBytes = () => atBackend.reduce<number>((sum, message) => sum + (message as Uint8Array).byteLength, 0);
    channel.send(new Uint8Array(inputWindowBytes + 500_000));
    expect(sentBytes()).toBeLessThanOrEqual(inputWindowBytes);
    backend.send({ note: 'credit', bytes: 600_000 });
    expect(sentBytes()).toBe(inputWindowBytes + 500_000);
  });

  it('ends with a sentence when the host takes no input at all', async () => {
    const { channel, told } = setUp();
    attach(channel, told);
    await settle();
    channel.send(new Uint8Array(10 * 1024 * 1024));
    await settle();
    expect(channel.closeReason).toMatch(/takes no input/);
  });
});
