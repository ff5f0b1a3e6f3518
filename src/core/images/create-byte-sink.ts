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
  const queue = createByteQueue();
  const ending = createEnding();
  let receivedBytes = 0;
  return {
    next: () => queue.next(),
    close: (reason) => ending.close(reason),
    stream: {
      write(bytes) {
        receivedBytes += bytes.byteLength;
        if (receivedBytes > totalBytes) {
          queue.fail(tooMuch());
          return false;
        }
        return queue.push(bytes);
      },
      onDrain: (listener) => queue.onDrain(listener),
      onClose: (listener) => ending.listen(listener),
      // Nothing comes back this way: how far it is goes through the contract.
      onData: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      // It is known how many bytes there are, so an end says nothing new.
      end: () => undefined,
      close() {
        queue.fail(brokenOff());
        ending.close(null);
      },
    },
  };
}

/** Bytes between one who writes and one who reads; `push` says whether the next may come at once. */
function createByteQueue() {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let failure: HostError | null = null;
  let wake = (): void => undefined;
  let drained = (): void => undefined;
  return {
    push(bytes: Uint8Array): boolean {
      waiting.push(bytes);
      waitingBytes += bytes.byteLength;
      wake();
      return waitingBytes < windowBytes;
    },
    fail(error: HostError): void {
      failure ??= error;
      wake();
    },
    onDrain: (listener: () => void): void => {
      drained = listener;
    },
    async next(): Promise<Uint8Array> {
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
  };
}

/** The first reason counts; whoever listens later hears of an orderly end. */
function createEnding() {
  const listeners: ((reason: string | null) => void)[] = [];
  let isOver = false;
  return {
    close(reason: string | null): void {
      if (!isOver) {
        isOver = true;
        listeners.splice(0).forEach((listener) => listener(reason));
      }
    },
    listen(listener: (reason: string | null) => void): void {
      if (isOver) {
        listener(null);
      } else {
        listeners.push(listener);
      }
    },
  };
}

function tooMuch(): HostError {
  const message = 'More was sent than the file is long: it has changed meanwhile. Begin the upload again.';
  return new HostError('invalid-input', message);
}

function brokenOff(): HostError {
  return new HostError('cancelled', 'The upload was broken off.', {
    hint: 'What has arrived stays on the host: upload the file again to go on there.',
  });
}
