import type { Backend } from '#backend';
import type { Message } from '#contract/wire.ts';
import { createFakeByteStream, type FakeByteStream } from './fake-byte-stream.ts';

export interface FakeBackend extends Pick<Backend, 'serve' | 'openConsole'> {
  readonly streams: Map<string, FakeByteStream>;
  /** Why each window that was served is gone. */
  readonly lost: string[];
}

/** Answers every call with the call itself; opens a screen for the ticket `good`, once. */
export function createFakeBackend(): FakeBackend {
  const streams = new Map<string, FakeByteStream>();
  const lost: string[] = [];
  return {
    streams,
    lost,
    serve(transport) {
      transport.onClose((reason) => lost.push(reason));
      transport.onMessage((message: Message) => {
        if (message.t === 'call') transport.send({ t: 'done', id: message.id, value: message });
      });
    },
    async openConsole(ticket) {
      if (ticket !== 'good' || streams.has(ticket)) throw new TypeError('secret detail');
      const stream = createFakeByteStream();
      streams.set(ticket, stream);
      return stream;
    },
  };
}
