import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Backend } from '#backend';
import { commonHeaders } from '#contract/page/page-policy.ts';
import { isOwnHost, isOwnOrigin } from './check-origin.ts';
import { createSessionDoor, type SessionDoor } from './create-session-door.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { buildDoor, buildRefusal, refusals } from './pages.ts';
import { answerPageFile, type FileAnswer } from './serve-page-files.ts';
import { serveSockets } from './serve-sockets.ts';

export interface WebServerOptions {
  readonly backend: Pick<Backend, 'serve' | 'openConsole'>;
  /** Where the built page lies: out/renderer. */
  readonly pageDirectory: string;
  /** Wished port; 0 for any. Where it is taken, the next free one is used. */
  readonly port: number;
  /** Which place of the window the address opens; its first one where it is left out. */
  readonly place?: string | null;
  readonly reportBug: (error: unknown) => void;
}

export interface WebServer {
  readonly port: number;
  /** The address with its one-time token. */
  readonly url: string;
  /** Tells every window why, and resolves when nothing is open any more. */
  close(reason: string): Promise<void>;
}

/** Nutshell's window for a browser on this laptop. Listens on 127.0.0.1 and nowhere else. */
export async function createWebServer(options: WebServerOptions): Promise<WebServer> {
  const door = createSessionDoor();
  const server = createServer((request, response) => {
    answer(request, { door, port, pageDirectory: options.pageDirectory })
      .catch((error: unknown) => {
        options.reportBug(error);
        return buildRefusal(500, {
          title: 'Nutshell could not answer',
          body: 'The terminal and the log file say why. Reload this page to try again.',
        });
      })
      .then((reply) => send(response, reply), options.reportBug);
  });
  const closeSockets = serveSockets(server, {
    backend: options.backend,
    windowPath: door.windowPath,
    isAdmitted: ({ headers }) => isOwnOrigin(headers, port) && door.admits(headers.cookie),
    reportBug: options.reportBug,
  });
  const port = await listenOnLoopback(server, options.port);
  return {
    port,
    url: `http://127.0.0.1:${port}/#token=${door.token}${toPlaceWords(options.place ?? null)}`,
    close: (reason) => closeServer(server, () => closeSockets(reason)),
  };
}

/** A place has no signs that mean something in an address but the percent, see isPagePlace. */
function toPlaceWords(place: string | null): string {
  return place === null ? '' : `&place=${place.replaceAll('%', '%25')}`;
}

interface Site {
  readonly door: SessionDoor;
  readonly port: number;
  readonly pageDirectory: string;
}

async function answer(request: IncomingMessage, { door, port, pageDirectory }: Site): Promise<FileAnswer> {
  const { headers, method, url = '/' } = request;
  const [path = '/'] = url.split('?');
  if (!isOwnHost(headers, port)) {
    return buildRefusal(403, refusals.foreignHost(port));
  }
  if (path === '/session' && method === 'POST') {
    return isOwnOrigin(headers, port)
      ? answerToken(await readToken(request), door)
      : buildRefusal(403, refusals.foreignHost(port));
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return buildRefusal(405, refusals.notFound);
  }
  if (path === '/') {
    return buildDoor();
  }
  if (!path.startsWith('/w/')) {
    return buildRefusal(404, refusals.notFound);
  }
  if (!path.startsWith(door.windowPath) || !door.admits(headers.cookie)) {
    return buildRefusal(403, refusals.noSession);
  }
  return answerPageFile(pageDirectory, path.slice(door.windowPath.length - 1), `ws://${headers.host ?? ''}`);
}

function answerToken(token: string, door: SessionDoor): FileAnswer {
  const wasSpent = door.isSpent();
  const cookie = door.redeem(token);
  const headers = { ...commonHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (cookie === null) {
    return { status: 403, headers, body: JSON.stringify(wasSpent ? refusals.spentToken : refusals.wrongToken) };
  }
  return { status: 200, headers: { ...headers, 'set-cookie': cookie }, body: JSON.stringify({ path: door.windowPath }) };
}

/** The empty text for anything that is no token, which then opens nothing. */
async function readToken(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 1000) {
      return '';
    }
  }
  return /^\{"token":"([\w-]{1,100})"\}$/.exec(text)?.[1] ?? '';
}

function send(response: ServerResponse, { status, headers, body }: FileAnswer): void {
  response.writeHead(status, headers).end(response.req.method === 'HEAD' ? undefined : body);
}

function closeServer(server: Server, closeSockets: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    closeSockets();
    // Browsers keep idle connections open, and a window that does not answer must not hold the end up.
    setTimeout(() => server.closeAllConnections(), 300).unref();
    server.closeIdleConnections();
  });
}
