import { WebSocket } from 'ws';

/**
 * The one WebSocket client of all ways to a screen: uncompressed, bytes as they are. `attach` is called in the very moment in which it
 * is open: what the other side says first may be in the same packet, and is lost on a socket that nobody listens to yet.
 */
export function openWebSocket<T>(
  url: string,
  headers: Readonly<Record<string, string>>,
  attach: (socket: WebSocket) => T,
): Promise<T> {
  const socket = new WebSocket(url, ['binary'], { perMessageDeflate: false, headers });
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(attach(socket))).once('error', reject);
  });
}
