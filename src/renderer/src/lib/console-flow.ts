import { inputWindowBytes, screenMessageBytes } from '#contract/transports/console-protocol.ts';

/** Input that waits for the host beyond this many bytes means that the host takes none at all. */
const inputQueueBytes = 8 * 1024 * 1024;

const inputMessageBytes = 64 * 1024;

/** Input waits here while the host takes none: noVNC cannot be told to wait. */
export function createInputQueue(post: (bytes: Uint8Array) => void, overflow: () => void) {
  const queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let roomBytes = inputWindowBytes;
  const flush = () => {
    for (let next = queue[0]; next && next.byteLength <= roomBytes; next = queue[0]) {
      queue.shift();
      queuedBytes -= next.byteLength;
      roomBytes -= next.byteLength;
      post(next);
    }
  };
  return {
    send(data: ArrayBuffer | ArrayBufferView): void {
      const bytes =
        data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      // Copies: noVNC writes to its buffer again, and a MessagePort would clone the whole buffer behind a view.
      for (let offset = 0; offset < bytes.byteLength; offset += inputMessageBytes) {
        queue.push(bytes.slice(offset, offset + inputMessageBytes));
      }
      queuedBytes += bytes.byteLength;
      flush();
      if (queuedBytes > inputQueueBytes) {
        overflow();
      }
    },
    credit(bytes: number): void {
      roomBytes += bytes;
      flush();
    },
  };
}

/** Acknowledges screen bytes in steps of one full message. */
export function createCreditCounter(grant: (bytes: number) => void) {
  let usedBytes = 0;
  return {
    used(bytes: number): void {
      usedBytes += bytes;
      if (usedBytes >= screenMessageBytes) {
        grant(usedBytes);
        usedBytes = 0;
      }
    },
  };
}

/** Keeps events in their order until somebody listens. */
export function createHeldEvents<Event>(tell: (event: Event) => void) {
  const held: Event[] = [];
  let isHeld = true;
  return {
    add(event: Event): void {
      if (isHeld) {
        held.push(event);
      } else {
        tell(event);
      }
    },
    release: (): void => {
      isHeld = false;
      held.splice(0).forEach(tell);
    },
  };
}
