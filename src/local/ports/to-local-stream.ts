import type { Socket } from 'node:net';
import type { LocalStream } from '#core/ports/local-ports.ts';

/** A socket of a server with `allowHalfOpen`: one side may end while the other still sends. */
export function toLocalStream(socket: Socket): LocalStream {
  let reason: string | null = null;
  socket.on('error', (error) => (reason = error.message));
  return {
    write: (bytes) => socket.writable && socket.write(bytes),
    onDrain: (listener) => void socket.on('drain', listener),
    onData: (listener) => {
      socket.on('data', listener);
      // Listening alone would set it flowing.
      socket.pause();
    },
    onEnd: (listener) => void socket.once('end', listener),
    onClose: (listener) => {
      if (socket.closed) {
        queueMicrotask(() => listener(reason));
      } else {
        socket.once('close', () => listener(reason));
      }
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    end: () => void socket.end(),
    // What was written before arrives, as long as somebody reads it.
    close: () => socket.destroySoon(),
  };
}
