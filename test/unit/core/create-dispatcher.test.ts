import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AppApi } from '#contract/api.ts';
import type { ApiError } from '#contract/api-error.ts';
import { createClient } from '#contract/create-client.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import { streamWindow, type Message } from '#contract/wire.ts';
import { createDispatcher } from '#core/create-dispatcher.ts';
import { HostError } from '#core/ports/host-error.ts';
import { defaultSettings } from '#domain/settings/settings.ts';

type PartialApi = { readonly [F in keyof AppApi]?: Partial<AppApi[F]> };

function open(implementation: PartialApi) {
  const bugs: { error: unknown; where: string }[] = [];
  const serve = createDispatcher(implementation as AppApi, (error, where) => bugs.push({ error, where }));
  const { near, far, close } = createTransportPair();
  serve(far);
  const client = createClient(near);
  return { client, bugs, near, close };
}

async function* countUp(limit: number, onStep: (n: number) => void = () => {}) {
  for (let n = 1; n <= limit; n += 1) {
    onStep(n);
    yield [{ n }] as never;
    if (n % 10 === 0) await sleep(0);
  }
}

describe('the door into the core', () => {
  it('answers a call', async () => {
    const { client } = open({ settings: { get: async () => defaultSettings } });
    await expect(client.settings.get({})).resolves.toEqual(defaultSettings);
  });

  it.each([{ hostId: '../etc' }, { hostId: 'ok', extra: 1 }, null, 'text'])(
    'rejects the input %j loudly and calls nothing',
    async (input) => {
      let calls = 0;
      const { client } = open({
        hosts: {
          disconnect: async () => {
            calls += 1;
            return null;
          },
        },
      });
      await expect(client.hosts.disconnect(input as never)).rejects.toMatchObject({ code: 'invalid-input' });
      expect(calls).toBe(0);
    },
  );

  it('names the field that is wrong', async () => {
    const { client } = open({ machines: { review: async () => ({}) as never } });
    const failure = await client.machines
      .review({ hostId: 'a', draft: { name: 'Bad Name' } as never })
      .catch((error: unknown) => error);
    expect((failure as ApiError).message).toMatch(/draft\.name: Use 1 to 48 lower-case letters/);
  });

  it.each(['constructor', '__proto__', 'toString'])('does not find a method called %s', async (name) => {
    const { near } = open({ settings: { get: async () => defaultSettings } });
    const replies: Message[] = [];
    near.onMessage((message) => replies.push(message));
    near.send({ t: 'call', id: 901, feature: 'settings', method: name, input: {} });
    near.send({ t: 'call', id: 902, feature: name, method: 'get', input: {} });
    await expect.poll(() => replies.filter(({ t }) => t === 'error').length).toBe(2);
  });

  it('passes a HostError on, and tells nobody but the log about anything else', async () => {
    const fault = new HostError('no-space', 'vg01 is full.', { hint: 'Remove a volume.', raw: 'insufficient free space' });
    const { client, bugs } = open({
      settings: { get: () => Promise.reject(fault), about: () => Promise.reject(new TypeError('secret path /home/me/key')) },
    });
    await expect(client.settings.get({})).rejects.toMatchObject({
      problem: { code: 'no-space', message: 'vg01 is full.', hint: 'Remove a volume.' },
    });
    const hidden = await client.settings.about({}).catch((error: unknown) => error);
    expect(JSON.stringify((hidden as ApiError).problem)).not.toContain('secret');
    expect(bugs).toMatchObject([{ where: 'settings.about' }]);
  });

  it('streams to the end and in order', async () => {
    const { client } = open({ hosts: { watch: () => countUp(200) } });
    const seen: unknown[] = [];
    for await (const item of client.hosts.watch({})) seen.push(...item);
    expect(seen).toHaveLength(200);
    expect(seen.at(-1)).toEqual({ n: 200 });
  });

  it('lets a slow listener slow the producer down', async () => {
    let produced = 0;
    const { client } = open({ hosts: { watch: () => countUp(10_000, (n) => (produced = n)) } });
    const iterator = client.hosts.watch({})[Symbol.asyncIterator]();
    for (let n = 0; n < 10; n += 1) await iterator.next();
    await sleep(50);
    expect(produced).toBeLessThanOrEqual(streamWindow + 2);
    await iterator.return?.();
  });

  it('ends the producer when the listener leaves', async () => {
    let isCleanedUp = false;
    async function* forever(): AsyncIterable<never> {
      try {
        for (;;) {
          yield [] as never;
          await sleep(1);
        }
      } finally {
        isCleanedUp = true;
      }
    }
    const { client } = open({ hosts: { watch: forever } });
    for await (const item of client.hosts.watch({})) {
      expect(item).toEqual([]);
      break;
    }
    await expect.poll(() => isCleanedUp).toBe(true);
  });

  it('aborts a call whose caller gives up, and tells a caller whose link broke', async () => {
    const aborted: boolean[] = [];
    const wait = (_input: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          aborted.push(true);
          reject(new Error('stopped'));
        }),
      );
    const { client, close, bugs } = open({ settings: { get: wait, about: wait } });
    const controller = new AbortController();
    const given = client.settings.get({}, { signal: controller.signal });
    const kept = client.settings.about({});
    setTimeout(() => controller.abort(), 20);
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    close('the tab was closed');
    await expect(kept).rejects.toMatchObject({ code: 'link-lost' });
    await expect.poll(() => aborted.length).toBe(2);
    expect(bugs).toEqual([]);
  });
});
