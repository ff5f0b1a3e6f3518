import type { Message, Transport } from '../wire.ts';

export interface TransportPair {
  readonly near: Transport;
  readonly far: Transport;
  /** Ends both sides, as a broken connection would. */
  readonly close: (reason: string) => void;
}

/** Two ends within one process: for a shell that asks its own back end. Messages are cloned, so neither side shares an object. */
export function createTransportPair(): TransportPair {
  const near = createSide();
  const far = createSide();
  return {
    near: { ...near.listening, send: (message) => far.deliver(message) },
    far: { ...far.listening, send: (message) => near.deliver(message) },
    close(reason) {
      near.end(reason);
      far.end(reason);
    },
  };
}

function createSide() {
  const messageListeners: ((message: Message) => void)[] = [];
  const closeListeners: ((reason: string) => void)[] = [];
  let isEnded = false;
  return {
    deliver(message: Message): void {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (!isEnded) {
          messageListeners.forEach((listener) => listener(copy));
        }
      });
    },
    listening: {
      onMessage(listener: (message: Message) => void): void {
        messageListeners.push(listener);
      },
      onClose(listener: (reason: string) => void): void {
        closeListeners.push(listener);
      },
    },
    end(reason: string): void {
      if (!isEnded) {
        isEnded = true;
        closeListeners.forEach((listener) => listener(reason));
      }
    },
  };
}
