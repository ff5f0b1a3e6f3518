import type { ByteStream } from '#core/ports/host-shell.ts';
import type { SshChannel } from './ssh2.ts';

/** A channel as a socket. `whyClosed` is asked when it closes: null is an orderly end. */
export function toByteStream(channel: SshChannel, whyClosed: () => string | null): ByteStream {
  let isOpen = true;
  const closeListeners: ((reason: string | null) => void)[] = [];

  const settle = (reason: string | null): void => {
    if (isOpen) {
      isOpen = false;
      closeListeners.splice(0).forEach((listener) => listener(reason));
    }
  };
  channel.on('error', () => undefined);
  channel.on('close', () => settle(whyClosed()));
  // Forwards are half-open: without our own end there is never a 'close'.
  channel.on('end', () => channel.end());

  return {
    write: (bytes) => isOpen && channel.write(bytes),
    onDrain: (listener) => void channel.on('drain', listener),
    onData: (listener) => void channel.on('data', (chunk: Buffer) => isOpen && listener(chunk)),
    onClose: (listener) => {
      if (isOpen) {
        closeListeners.push(listener);
      } else {
        queueMicrotask(() => listener(whyClosed()));
      }
    },
    pause: () => void channel.pause(),
    resume: () => void channel.resume(),
    end: () => void channel.end(),
    close: () => {
      channel.destroy();
      // Left unread, the channel would keep its window and never be forgotten.
      channel.resume();
      queueMicrotask(() => settle(null));
    },
  };
}
