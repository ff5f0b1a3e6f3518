import { createSocketEnd, type SocketLike } from '#contract/transports/create-socket-end.ts';
import { createTransport } from '#contract/transports/create-transport.ts';
import type { LinkEnd } from '#contract/transports/link-end.ts';
import type { Link } from './link.ts';

export interface BrowserSurroundings {
  /** Where this page lies: the channels lie beside it. */
  readonly pageUrl: string;
  readonly openSocket: (url: string) => BrowserSocket;
  readonly fetch: (
    url: string,
    init: { readonly cache: 'no-store'; readonly method: 'HEAD' },
  ) => Promise<{ readonly status: number }>;
}

export interface BrowserSocket extends SocketLike {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: 'open', listener: () => void): void;
}

/** One WebSocket for the contract and one for each console, at the server this page came from. The session cookie goes along. */
export function createBrowserLink({ pageUrl, openSocket, fetch }: BrowserSurroundings): Link {
  const open = (path: string): Promise<LinkEnd> => {
    const url = new URL(path, pageUrl);
    url.protocol = 'ws:';
    url.hash = '';
    const socket = openSocket(url.href);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(createSocketEnd(socket)));
      // Before it was open, a browser does not say why a socket failed.
      socket.addEventListener('close', () =>
        reject(new Error('Nutshell does not answer. Look into the terminal where it was started.')),
      );
    });
  };
  return {
    shell: 'browser',
    openContract: async () => createTransport(await open('rpc')),
    openConsole: (ticket) => open(`console/${ticket}`),
    checkSession: () =>
      fetch(new URL('.', pageUrl).href, { cache: 'no-store', method: 'HEAD' }).then(
        ({ status }) => (status < 400 ? 'open' : 'ended'),
        () => 'unreachable',
      ),
  };
}
