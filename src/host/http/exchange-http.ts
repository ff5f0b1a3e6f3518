import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect, TLSSocket } from 'node:tls';
import { HostError } from '#core/ports/host-error.ts';
import type { ByteStream } from '#core/ports/host-shell.ts';
import type { HttpExchange, HttpOrder, HttpReply } from '#core/ports/http-exchange.ts';
import { explainHttpFailure } from './explain-http-failure.ts';
import { toDuplex } from './to-duplex.ts';

/** Node's own HTTP over a stream through a host: no port of this laptop is opened, and no proxy of it is asked. */
export const exchangeHttp: HttpExchange = async (stream, order) => {
  if (order.signal.aborted) {
    stream.close();
    throw cancelled(order);
  }
  const wire = openWire(stream, order);
  try {
    return await exchange(wire, order);
  } finally {
    wire.destroy();
    stream.close();
  }
};

function openWire(stream: ByteStream, { isTls, headers }: HttpOrder): Duplex {
  const plain = toDuplex(stream);
  if (!isTls) {
    return plain;
  }
  const name = (headers['host'] ?? '').replace(/:\d+$/, '');
  const isName = /[a-z]/.test(name) && !name.startsWith('[');
  // Clouds sign their certificates themselves: the fingerprint is told, and compared by whoever asked.
  return connect({ socket: plain, rejectUnauthorized: false, ...(isName && { servername: name }) });
}

function exchange(wire: Duplex, order: HttpOrder): Promise<HttpReply> {
  const { path, headers, body, silenceMs, signal } = order;
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const asked = request({
      ...{ method: 'POST', path, createConnection: () => wire, setHost: false },
      headers: { ...headers, 'content-length': length, connection: 'close' },
    });
    const watch = watchSilence(silenceMs, () => fail(silent(order)));
    const stop = (): void => fail(cancelled(order));
    const settle = (): void => {
      watch.stop();
      signal.removeEventListener('abort', stop);
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error instanceof HostError ? error : explainHttpFailure(error, order));
      asked.destroy();
    };
    signal.addEventListener('abort', stop, { once: true });
    wire.on('error', fail);
    take(asked, { order, watch, fail }, (reply) => {
      settle();
      resolve({ ...reply, certificateFingerprint: findFingerprint(wire) });
    });
    asked.end(body);
  });
}

interface Taking {
  readonly order: HttpOrder;
  readonly watch: { readonly touch: () => void };
  readonly fail: (error: unknown) => void;
}

type PlainReply = Omit<HttpReply, 'certificateFingerprint'>;

function take(asked: ClientRequest, { order, watch, fail }: Taking, done: (reply: PlainReply) => void): void {
  asked.on('error', fail);
  asked.on('response', (response: IncomingMessage) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      watch.touch();
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > order.maxBytes) {
        fail(new HostError('unexpected-output', `${order.subject} answered with more than ${order.maxBytes} bytes.`));
      }
    });
    response.on('error', fail);
    response.on('end', () => done({ status: response.statusCode ?? 0, headers: toPlain(response), body: toText(chunks) }));
  });
}

/** Joined first: a chunk may end in the middle of a character. */
function toText(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

function toPlain({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}

function findFingerprint(wire: Duplex): string | null {
  return wire instanceof TLSSocket ? wire.getPeerCertificate().fingerprint256 : null;
}

function watchSilence(silenceMs: number, silent: () => void) {
  let timer = setTimeout(silent, silenceMs);
  return {
    touch(): void {
      clearTimeout(timer);
      timer = setTimeout(silent, silenceMs);
    },
    stop: () => clearTimeout(timer),
  };
}

function silent({ subject, silenceMs }: HttpOrder): HostError {
  return new HostError(
    'unreachable',
    `${subject} took the request and said nothing for ${Math.round(silenceMs / 1000)} seconds.`,
    {
      hint: 'It may be busy or still starting. Ask again; then look into the logs of the cloud.',
    },
  );
}

function cancelled({ subject }: HttpOrder): HostError {
  return new HostError('cancelled', `The request to ${subject} was given up.`);
}
