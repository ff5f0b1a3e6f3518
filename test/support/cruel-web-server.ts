import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CruelWebServer {
  readonly url: string;
  readonly port: number;
  /** What every good file holds. */
  readonly content: Buffer;
  readonly sha256: string;
  /** Method, path and Range header of each request so far. */
  readonly requests: string[];
  /** From now on the file is another one, with another ETag. */
  change(): void;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse, state: State) => void;

interface State {
  content: Buffer;
  tag: string;
  readonly seen: Map<string, number>;
}

/** A web server as they are: slow ones, ones that break off, know no ranges, lie about lengths, send one elsewhere. */
export async function startCruelWebServer(sizeBytes = 300_000): Promise<CruelWebServer> {
  const state: State = { content: randomBytes(sizeBytes), tag: '"one"', seen: new Map() };
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    requests.push([request.method, request.url, request.headers.range].filter((word) => word !== undefined).join(' '));
    const [, manner = ''] = /^\/([a-z-]+)/.exec(path) ?? [];
    (manners[manner] ?? notFound)(request, response, state);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get content() {
      return state.content;
    },
    get sha256() {
      return toSha256(state.content);
    },
    change() {
      state.content = randomBytes(state.content.length);
      state.tag = `"${toSha256(state.content).slice(0, 8)}"`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const toSha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const notFound: Answer = (_request, response) => void response.writeHead(404).end('<h1>no such file</h1>');

function good({ headers, method }: IncomingMessage, response: ServerResponse, { content, tag }: State): Buffer | null {
  const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
  if (from >= content.length && from > 0) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return null;
  }
  response.writeHead(headers.range === undefined ? 200 : 206, {
    'content-length': content.length - from,
    'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
    'accept-ranges': 'bytes',
    etag: tag,
  });
  if (method === 'HEAD') {
    response.end();
    return null;
  }
  return content.subarray(from);
}

/** Sends half of what is asked, then cuts the line. */
function breakOff(response: ServerResponse, bytes: Buffer): void {
  response.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => response.destroy(), 50));
}

function isFirst({ url = '', method }: IncomingMessage, { seen }: State): boolean {
  const count = (seen.get(url) ?? 0) + (method === 'GET' ? 1 : 0);
  seen.set(url, count);
  return count <= 1;
}

/** In twenty pieces, three seconds long. */
async function drip(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at += bytes.length / 20) {
    response.write(bytes.subarray(at, at + bytes.length / 20));
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  response.end();
}

const manners: Readonly<Record<string, Answer>> = {
  good: (request, response, state) => {
    const bytes = good(request, response, state);
    if (bytes) response.end(bytes);
  },
  slow: (request, response, state) => {
    const bytes = good(request, response, state);
    if (bytes) void drip(response, bytes);
  },
  // Sends a third of it the first time and then nothing more, until the client has had enough.
  held: (request, response, state) => {
    const isCruel = isFirst(request, state);
    const bytes = good(request, response, state);
    if (bytes && isCruel) response.write(bytes.subarray(0, bytes.length / 3));
    else if (bytes) response.end(bytes);
  },
  'broken-once': (request, response, state) => {
    const isCruel = isFirst(request, state);
    const bytes = good(request, response, state);
    if (bytes && isCruel) breakOff(response, bytes);
    else if (bytes) response.end(bytes);
  },
  'no-range': (request, response, state) => {
    response.writeHead(200, { 'content-length': state.content.length, 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' });
    if (request.method === 'HEAD') response.end();
    else if (isFirst(request, state)) breakOff(response, state.content);
    else response.end(state.content);
  },
  short: (request, response, state) => {
    response.writeHead(200, { 'content-length': state.content.length });
    if (request.method === 'HEAD') response.end();
    else breakOff(response, state.content);
  },
  'no-length': (request, response, state) => {
    response.writeHead(200);
    response.write(request.method === 'HEAD' ? '' : state.content.subarray(0, 1000));
    response.end(request.method === 'HEAD' ? '' : state.content.subarray(1000));
  },
  'no-head': (request, response, state) => {
    if (request.method === 'HEAD') response.writeHead(405).end();
    else response.writeHead(200, { 'content-length': state.content.length }).end(state.content);
  },
  busy: (request, response, state) => {
    if (request.method !== 'HEAD' && isFirst(request, state)) response.writeHead(503).end();
    else manners.good?.(request, response, state);
  },
  redirect: (_request, response) => void response.writeHead(302, { location: '/good/file.iso' }).end(),
  around: (_request, response) => void response.writeHead(302, { location: '/around/file.iso' }).end(),
  abroad: (_request, response) => void response.writeHead(302, { location: 'ftp://127.0.0.1:1/file.iso' }).end(),
  sums: (_request, response, { content }) => void response.end(`${'0'.repeat(64)}  other.iso\n${toSha256(content)} *file.iso\n`),
};
