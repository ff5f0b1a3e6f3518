import type { IncomingHttpHeaders } from 'node:http';

/**
 * A name that somebody else's DNS points at 127.0.0.1 reaches this server from a foreign page ("DNS rebinding"), but it cannot
 * change the Host header: only the loopback's own names are answered.
 */
export function isOwnHost(headers: IncomingHttpHeaders, port: number): boolean {
  return headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
}

/** For what changes something or opens a channel: the page that asks must be ours. Browsers always say which it is. */
export function isOwnOrigin(headers: IncomingHttpHeaders, port: number): boolean {
  return isOwnHost(headers, port) && headers.origin === `http://${headers.host ?? ''}`;
}
