import { WebSocket } from 'ws';

/** The one WebSocket client of all ways to a screen: uncompressed, bytes as they are. */
export function openWebSocket(url: string, headers: Readonly<Record<string, string>> = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, ['binary'], { perMessageDeflate: false, headers });
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket)).once('error', reject);
  });
}
