/**
 * What the preload script puts into Electron's window, and nothing more. A page in a browser has no such thing.
 *
 * The main process answers a request with a message that carries the port. A MessagePort cannot pass the context bridge, so the
 * preload posts it to its own window.
 */
export interface ShellBridge {
  readonly requestPort: (request: PortRequest) => void;
}

export const shellBridgeName = 'nutshellShell';

/** `id` is chosen by the page, to tell its answers apart. */
export type PortRequest =
  { readonly id: number; readonly kind: 'contract' } | { readonly id: number; readonly kind: 'console'; readonly ticket: string };

/** The answer's message in the window, beside the one port it carries. */
export interface PortAnswer {
  readonly answer: typeof portChannel;
  readonly id: number;
}

/** The name of both IPC messages. */
export const portChannel = 'nutshell:port';

/** null for anything that is no request: the page is ours, but it is not believed. */
export function parsePortRequest(received: unknown): PortRequest | null {
  if (typeof received !== 'object' || received === null || !('id' in received) || !('kind' in received)) {
    return null;
  }
  const { id, kind } = received;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
    return null;
  }
  if (kind === 'contract') {
    return { id, kind };
  }
  const ticket = 'ticket' in received ? received.ticket : undefined;
  return kind === 'console' && typeof ticket === 'string' && /^[A-Za-z0-9_-]{1,200}$/.test(ticket) ? { id, kind, ticket } : null;
}
