import { createLinkEnd, type LinkEnd } from './link-end.ts';

/** The part of a WebSocket that a browser's and that of the package `ws` have in common. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}

/** The close code for an end that is not orderly; its reason is a sentence for the person at the screen. */
export const failureCode = 4502;

const openState = 1;
const orderlyCodes: readonly number[] = [1000, 1001, 1005];

/** Data as JSON text, bytes as binary messages. The socket must be open. */
export function createSocketEnd(socket: SocketLike): LinkEnd {
  socket.binaryType = 'arraybuffer';
  return createLinkEnd({
    post(message) {
      if (socket.readyState === openState) {
        socket.send(message instanceof Uint8Array ? toOwnedBytes(message) : JSON.stringify(message));
      }
    },
    start(onMessage, onClosed) {
      socket.addEventListener('message', ({ data }) => {
        const message = readMessage(data);
        if (message === undefined) {
          socket.close(failureCode, 'A message that is not JSON arrived.');
        } else {
          onMessage(message);
        }
      });
      socket.addEventListener('close', ({ code, reason }) =>
        onClosed(orderlyCodes.includes(code) ? null : reason || brokenLink(code)),
      );
    },
    close(reason) {
      if (reason === null) {
        socket.close(1000);
      } else {
        socket.close(failureCode, clipToCloseFrame(reason));
      }
    },
  });
}

/** Bytes that share their buffer are copied, so that a view over a pool never sends or keeps the whole pool. */
export function toOwnedBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

function readMessage(data: unknown): unknown {
  if (data instanceof ArrayBuffer) {
    return new Uint8Array(data);
  }
  if (typeof data !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** A close frame holds 123 bytes of reason at most (RFC 6455, 5.5.1). */
function clipToCloseFrame(reason: string): string {
  const encoder = new TextEncoder();
  let clipped = reason;
  while (encoder.encode(clipped).length > 123) {
    clipped = `${clipped.slice(0, -2).trimEnd()}…`;
  }
  return clipped;
}

function brokenLink(code: number): string {
  return `The connection to Nutshell's back end broke (code ${code}).`;
}
