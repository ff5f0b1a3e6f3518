import type { AppClient } from '#contract/api.ts';
import { createClient } from '#contract/create-client.ts';
import { ApiError } from '#contract/api-error.ts';
import { shellBridgeName, type ShellBridge } from '#contract/transports/shell-bridge.ts';
import { createBrowserLink } from './connect-browser.ts';
import { createElectronLink } from './connect-electron.ts';
import { createDelegatingClient } from './delegating-client.ts';
import type { Link } from './link.ts';
import { createTerminalChannel, type TerminalChannel } from './terminal-channel.ts';
import { createUploadChannel, type UploadChannel } from './upload-channel.ts';
import { createVncChannel, type VncChannel } from './vnc-channel.ts';

declare global {
  interface Window {
    /** Under Electron only. */
    readonly [shellBridgeName]?: ShellBridge;
  }
}

export interface BackendConnection {
  /** Lives as long as the page. While the back end is out of reach its calls fail with `link-lost`. */
  readonly client: AppClient;
  readonly shell: 'electron' | 'browser';
  /** Opens the bytes of a screen; the ticket is good once. The channel may be given to noVNC before it is open. */
  readonly openConsoleChannel: (ticket: string) => VncChannel;
  /** Opens the bytes of a terminal; the ticket is good once. */
  readonly openTerminalChannel: (ticket: string) => TerminalChannel;
  /** Opens the way of an uploaded file to the back end; the ticket is good once. */
  readonly openUploadChannel: (ticket: string) => UploadChannel;
  /** Called each time the connection breaks, and once more where it is known not to come back. Returns how to stop listening. */
  readonly onLost: (listener: (loss: ConnectionLoss) => void) => () => void;
  /** The back end answers again. Streams that were open have ended: read everything anew. */
  readonly onRestored: (listener: () => void) => () => void;
}

export interface ConnectionLoss {
  /** A sentence for the person. */
  readonly reason: string;
  /** Whether the window goes on trying by itself. Without that, only a new window helps. */
  readonly isRetrying: boolean;
}

const sessionEnded: ConnectionLoss = {
  reason: 'Nutshell was started again. Open the address that its terminal shows after “ready”, or close this window.',
  isRetrying: false,
};

const longestPauseMs = 5_000;

/** Finds the back end of this page: a MessagePort under Electron, a WebSocket in a browser. Rejects with an ApiError. */
export async function connectToBackend(): Promise<BackendConnection> {
  const bridge = window[shellBridgeName];
  const browserLink = () =>
    createBrowserLink({
      pageUrl: document.baseURI,
      openSocket: (url) => new WebSocket(url),
      fetch: (url, init) => fetch(url, init),
    });
  return connectOver(bridge ? createElectronLink(bridge, window) : browserLink(), (task, delayMs) =>
    window.setTimeout(task, delayMs),
  );
}

/** The same over any link and clock. */
export async function connectOver(link: Link, wait: (task: () => void, delayMs: number) => void): Promise<BackendConnection> {
  const lost = createListeners<ConnectionLoss>();
  const restored = createListeners<null>();
  let client = await openClient();

  async function openClient(): Promise<AppClient> {
    const transport = await link.openContract().catch(async (error: unknown) => {
      throw unreachableBackend((await link.checkSession()) === 'ended' ? sessionEnded.reason : String(error));
    });
    transport.onClose((reason) => {
      lost.tell({ reason, isRetrying: true });
      retry(250);
    });
    return createClient(transport);
  }

  function retry(pauseMs: number): void {
    wait(() => {
      void reopen(pauseMs);
    }, pauseMs);
  }

  async function reopen(pauseMs: number): Promise<void> {
    const session = await link.checkSession();
    if (session === 'ended') {
      lost.tell(sessionEnded);
      return;
    }
    try {
      client = await openClient();
      restored.tell(null);
    } catch {
      retry(Math.min(pauseMs * 2, longestPauseMs));
    }
  }

  return {
    client: createDelegatingClient(() => client),
    shell: link.shell,
    openConsoleChannel: (ticket) => createVncChannel(link.openConsole(ticket)),
    openTerminalChannel: (ticket) => createTerminalChannel(link.openConsole(ticket)),
    openUploadChannel: (ticket) => createUploadChannel(link.openConsole(ticket)),
    onLost: (listener) => lost.add(listener),
    onRestored: (listener) => restored.add(() => listener()),
  };
}

function unreachableBackend(sentence: string): ApiError {
  return new ApiError({ code: 'link-lost', message: 'The window cannot reach its back end.', hint: sentence, raw: null });
}

function createListeners<Value>() {
  const listeners = new Set<(value: Value) => void>();
  return {
    add(listener: (value: Value) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (value: Value) => listeners.forEach((listener) => listener(value)),
  };
}
