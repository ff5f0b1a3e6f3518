import type { ByteStream } from '../ports/host-shell.ts';
import { HostError } from '../ports/host-error.ts';

/** Bytes that wait beyond this make the writer wait. */
const windowBytes = 1024 * 1024;

export interface ByteSink {
  /** The writer's side. It is closed by whoever reads, with the reason, or by the writer, who gives up then. */
  readonly stream: ByteStream;
  /** The next bytes; rejects where the writer gave up or sent more than was agreed. */
  next(): Promise<Uint8Array>;
  /** Tells the writer how it ended; null is an orderly end. */
  close(reason: string | null): void;
}

/** A place that takes exactly so many bytes, and no faster than somebody reads them. */
export function createByteSink(totalBytes: number): ByteSink {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let receivedBytes = 0;
  let failure: HostError | null = null;
  let wake = (): void => undefined;
  let drained = (): void => undefined;
  let isClosed = false;
  const closeListeners: ((reason: string | null) => void)[] = [];

  const close = (reason: string | null): void => {
    if (!isClosed) {
      isClosed = true;
      closeListeners.splice(0).forEach((listener) => listener(reason));
    }
  };
  const fail = (error: HostError): void => {
    failure ??= error;
    wake();
  };

  return {
    close,
    async next() {
      for (;;) {
        const bytes = waiting.shift();
        if (bytes) {
          waitingBytes -= bytes.byteLength;
          if (waitingBytes < windowBytes) {
            drained();
          }
          return bytes;
        }
        if (failure) {
          throw failure;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    stream: {
      write(bytes) {
        receivedBytes += bytes.byteLength;
        if (receivedBytes > totalBytes) {
          fail(
            new HostError(
              'invalid-input',
              'More was sent than the file is long: it has changed meanwhile. Begin the upload again.',
            ),
          );
          return false;
        }
        waiting.push(bytes);
        waitingBytes += bytes.byteLength;
        wake();
        return waitingBytes < windowBytes;
      },
      onDrain: (listener) => {
        drained = listener;
      },
      // Nothing comes back this way: how far it is goes through the contract.
      onData: () => undefined,
      onClose: (listener) => {
        if (isClosed) {
          listener(null);
        } else {
          closeListeners.push(listener);
        }
      },
      pause: () => undefined,
      resume: () => undefined,
      close() {
        fail(
          new HostError(
            'cancelled',
            'The upload was broken off. What has arrived stays on the host: upload the file again to go on there.',
          ),
        );
        close(null);
      },
    },
  };
}
