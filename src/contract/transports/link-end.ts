/**
 * One end of a two-way link between a window and its back end: a WebSocket, a MessagePort, or a pair in memory. Messages are
 * plain data (what JSON can say) or bytes, each whole and in order.
 */
export interface LinkEnd {
  /** Bytes go as they are: hand over an array that owns its whole buffer and is not written to again. */
  send(message: object): void;
  /** One listener. What came before it was there is kept for it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, whichever side closed; null is an orderly end, else the reason as a sentence. */
  onClose(listener: (reason: string | null) => void): void;
  /** What was sent before arrives first, then the reason. */
  close(reason: string | null): void;
}

/** What a shell has to supply to make a link end of its own kind of connection. */
export interface RawLink {
  post(message: object): void;
  /** Called once. From then on every message and the end of the connection are told. */
  start(onMessage: (message: unknown) => void, onClosed: (reason: string | null) => void): void;
  close(reason: string | null): void;
}

/** The last message on a link. A MessagePort has no reason for its end, and a WebSocket's is cut at 123 bytes: so it is said here. */
interface Goodbye {
  readonly goodbye: string | null;
}

export function createLinkEnd(raw: RawLink): LinkEnd {
  const closeListeners: ((reason: string | null) => void)[] = [];
  const waiting: unknown[] = [];
  let take: ((message: unknown) => void) | null = null;
  let ending: { readonly reason: string | null } | null = null;

  /** The first reason counts: what the connection itself says while it is being closed comes too late. */
  const finish = (reason: string | null, sayGoodbye: () => void = () => undefined) => {
    if (ending) {
      return;
    }
    ending = { reason };
    sayGoodbye();
    for (const listener of closeListeners.splice(0)) {
      listener(reason);
    }
  };
  const receive = (message: unknown) => {
    if (ending) {
      return;
    }
    if (isGoodbye(message)) {
      finish(message.goodbye, () => raw.close(null));
    } else if (take) {
      take(message);
    } else {
      waiting.push(message);
    }
  };
  raw.start(receive, (reason) => finish(reason));

  return {
    send(message) {
      if (!ending) {
        raw.post(message);
      }
    },
    onMessage(listener) {
      take = listener;
      for (const message of waiting.splice(0)) {
        listener(message);
      }
    },
    onClose(listener) {
      if (ending) {
        listener(ending.reason);
      } else {
        closeListeners.push(listener);
      }
    },
    close(reason) {
      finish(reason, () => {
        raw.post({ goodbye: reason } satisfies Goodbye);
        raw.close(reason);
      });
    },
  };
}

function isGoodbye(message: unknown): message is Goodbye {
  if (typeof message !== 'object' || message === null || !('goodbye' in message)) {
    return false;
  }
  return message.goodbye === null || typeof message.goodbye === 'string';
}
