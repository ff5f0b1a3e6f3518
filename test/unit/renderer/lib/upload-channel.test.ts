import { describe, expect, it } from 'vitest';
import { serveConsole } from '#contract/transports/serve-console.ts';
import { createByteSink } from '#core/images/create-byte-sink.ts';
import { createLinkPair } from '#fakes/link-pair.ts';
import { createUploadChannel } from '#renderer/lib/upload-channel.ts';

function connect(totalBytes: number) {
  const { near, far } = createLinkPair();
  const sink = createByteSink(totalBytes);
  serveConsole({ end: far, open: async () => sink.stream, defer: (task) => void setImmediate(task), explain: String });
  return { sink, channel: createUploadChannel(Promise.resolve(near)) };
}

describe('the way of a file to the back end', () => {
  it('carries every byte, and never more than a window ahead of the host', async () => {
    const { sink, channel } = connect(5_000_000);
    let sent = 0;
    let taken = 0;
    let furthest = 0;
    const sending = (async () => {
      for (; sent < 5_000_000; sent += 250_000) await channel.send(new Uint8Array(250_000));
    })();
    while (taken < 5_000_000) {
      furthest = Math.max(furthest, sent - taken);
      taken += (await sink.next()).byteLength;
    }
    await sending;
    expect(taken).toBe(5_000_000);
    expect(furthest).toBeLessThan(3_000_000);
  });

  it('says why the host takes no more', async () => {
    const { sink, channel } = connect(5_000_000);
    await channel.send(new Uint8Array(10));
    sink.close('The host is full.');
    await new Promise((go) => setTimeout(go, 20));
    await expect(channel.send(new Uint8Array(10))).rejects.toThrow('The host is full.');
  });

  it('tells the host’s side when the window goes', async () => {
    const { sink, channel } = connect(100);
    await channel.send(new Uint8Array(10));
    channel.close();
    expect((await sink.next()).byteLength).toBe(10);
    await expect(sink.next()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
