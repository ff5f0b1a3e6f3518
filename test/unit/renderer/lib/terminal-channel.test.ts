import { describe, expect, it } from 'vitest';
import { serveConsole } from '#contract/transports/serve-console.ts';
import { createFakeRemoteTerminal } from '#fakes/fake-remote-terminal.ts';
import { createLinkPair } from '#fakes/link-pair.ts';
import { createTerminalChannel } from '#renderer/lib/terminal-channel.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));
const windowBytes = 512 * 1024;

/** The channel of a window joined with the back end's side, over a link in memory. */
async function setUp() {
  const { near, far, cut } = createLinkPair();
  const remote = { ...createFakeRemoteTerminal(), windowBytes };
  serveConsole({ end: far, open: async () => remote, defer: (task) => queueMicrotask(task), explain: String });
  const channel = createTerminalChannel(Promise.resolve(near));
  const undrawn: (() => void)[] = [];
  const seen = { bytes: 0, endings: [] as (string | null)[] };
  channel.listen({
    onData(bytes, drawn) {
      seen.bytes += bytes.byteLength;
      undrawn.push(drawn);
    },
    onClose: (reason) => seen.endings.push(reason),
  });
  await settle();
  return { channel, remote, seen, cut, drawAll: () => undrawn.splice(0).forEach((drawn) => drawn()) };
}

describe('the bytes of a terminal', () => {
  it('stop the shell while they are not drawn, and let it go on when they were', async () => {
    const { remote, seen, drawAll } = await setUp();
    for (let sent = 0; sent < windowBytes; sent += 32_768) remote.emit(new Uint8Array(32_768));
    await settle();
    expect(remote.state.isPaused).toBe(true);
    expect(seen.bytes).toBe(windowBytes);
    drawAll();
    expect(remote.state.isPaused).toBe(false);
  });

  it('go there as they were typed', async () => {
    const { channel, remote } = await setUp();
    channel.send(new Uint8Array([0x1b, 0x5b, 0x41]));
    await settle();
    expect(remote.written).toEqual([new Uint8Array([0x1b, 0x5b, 0x41])]);
  });

  it.each([
    ['an orderly end', null],
    ['why it was cut', 'The connection was cut.'],
  ])('end with %s, after the last of them', async (_what, reason) => {
    const { remote, seen } = await setUp();
    remote.emit(new Uint8Array(5));
    remote.breakOff(reason);
    await settle();
    expect(seen).toMatchObject({ bytes: 5, endings: [reason] });
  });

  it('hang up when the window closes them', async () => {
    const { channel, remote } = await setUp();
    channel.close();
    await settle();
    expect(remote.state.isClosed).toBe(true);
  });
});
