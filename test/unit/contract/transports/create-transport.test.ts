import { describe, expect, it } from 'vitest';
import { createClient } from '#contract/create-client.ts';
import { createTransport } from '#contract/transports/create-transport.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import { parseMessage } from '#contract/transports/parse-message.ts';
import type { Message } from '#contract/wire.ts';
import { createLinkPair } from '#fakes/link-pair.ts';

describe('the contract over a link', () => {
  it('answers a call and rejects what is open when the link breaks', async () => {
    const { near, far, cut } = createLinkPair();
    const server = createTransport(far);
    server.onMessage((message) => {
      if (message.t === 'call' && message.method === 'about') server.send({ t: 'done', id: message.id, value: { version: '1' } });
    });
    const client = createClient(createTransport(near));
    await expect(client.settings.about({})).resolves.toEqual({ version: '1' });
    const open = client.settings.get({});
    cut('The wire was cut.');
    await expect(open).rejects.toMatchObject({ code: 'link-lost', problem: { raw: 'The wire was cut.' } });
  });

  it.each([
    [{ t: 'call', id: 1, feature: 'hosts', method: 'list' }, true],
    [{ t: 'call', id: 1, feature: 'hosts', method: 'list', input: {} }, true],
    [{ t: 'next', id: 1, value: 5 }, true],
    [{ t: 'done', id: 1 }, true],
    [{ t: 'error', id: 1, problem: { code: 'internal', message: 'm', hint: null, raw: null } }, true],
    [{ t: 'cancel', id: 1 }, true],
    [{ t: 'credit', id: 1, count: 3 }, true],
    [{ t: 'credit', id: 1, count: 0 }, false],
    [{ t: 'call', id: 0, feature: 'hosts', method: 'list', input: {} }, false],
    [{ t: 'call', id: 1, feature: 'hosts', method: 'list', input: {}, extra: 1 }, false],
    [{ t: 'steal', id: 1 }, false],
    [new Uint8Array(3), false],
    ['{}', false],
    [null, false],
  ])('takes %j as a message: %s', (received, isMessage) => {
    expect(parseMessage(received) !== null).toBe(isMessage);
  });

  it('ends a link on which something else arrives', () => {
    const { near, far } = createLinkPair();
    const endings: (string | null)[] = [];
    near.onClose((reason) => endings.push(reason));
    createTransport(far).onMessage(() => {});
    near.send({ t: 'steal', id: 1 });
    expect(endings).toEqual([expect.stringMatching(/does not know/)]);
  });
});

describe('a pair within one process', () => {
  it('delivers copies, later than the sender’s turn, and nothing after its end', async () => {
    const { near, far, close } = createTransportPair();
    const received: Message[] = [];
    const reasons: string[] = [];
    far.onMessage((message) => received.push(message));
    far.onClose((reason) => reasons.push(reason));
    const value = { list: [1] };
    near.send({ t: 'next', id: 1, value });
    expect(received).toEqual([]);
    value.list.push(2);
    await Promise.resolve();
    expect(received).toEqual([{ t: 'next', id: 1, value: { list: [1] } }]);
    close('over');
    close('over again');
    near.send({ t: 'cancel', id: 1 });
    await Promise.resolve();
    expect(received).toHaveLength(1);
    expect(reasons).toEqual(['over']);
  });
});
