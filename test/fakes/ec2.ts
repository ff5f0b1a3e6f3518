import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Digests } from '#domain/ec2/signing.ts';
import type { ByteStream } from '#core/ports/host-shell.ts';

export const digests: Digests = {
  sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
  hmacChain: (key, texts, encoding) =>
    texts
      .reduce<Buffer>((secret, text) => createHmac('sha256', secret).update(text).digest(), Buffer.from(key))
      .toString(encoding),
};

/** A socket of this machine as the SSH connection would give it: in single bytes where `cruel`. */
export async function openLocal(port: number, cruel = false): Promise<ByteStream> {
  const socket = connect({ host: '127.0.0.1', port });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => undefined);
  const stream: Omit<ByteStream, 'end'> & { end(): void } = {
    write: (bytes) => socket.write(bytes),
    onDrain: (listener) => void socket.on('drain', listener),
    onData: (listener) =>
      void socket.on('data', (chunk: Buffer) => {
        if (cruel) for (const byte of chunk) listener(Uint8Array.of(byte));
        else listener(chunk);
      }),
    onClose: (listener) => void socket.once('close', () => listener(null)),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    end: () => void socket.end(),
    close: () => void socket.destroy(),
  };
  return stream;
}

export type Answering = (form: URLSearchParams, request: IncomingMessage, response: ServerResponse) => void;

export interface FakeApi {
  readonly port: number;
  readonly asked: URLSearchParams[];
  close(): Promise<void>;
}

/** An API that answers as badly as it is told to. */
export async function startFakeApi(answer: Answering): Promise<FakeApi> {
  const asked: URLSearchParams[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      asked.push(form);
      answer(form, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** An answer of an action, as the EC2 API wraps it. */
export function toXml(action: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="http://ec2.amazonaws.com/doc/2013-02-01/"><requestId>r</requestId>${content}</${action}Response>\n`;
}

export function toErrorXml(code: string, message: string): string {
  return `<?xml version="1.0"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>\n`;
}
