import type { ByteStream } from '#core/ports/host-shell.ts';

/** A byte stream whose far end the test plays: what was written, whether it is paused, and when it takes no more. */
export interface FakeByteStream extends ByteStream {
  readonly written: Uint8Array[];
  readonly state: { isPaused: boolean; hasEnded: boolean; isClosed: boolean; takesInput: boolean };
  /** The far end closes; null is an orderly end. */
  breakOff(reason: string | null): void;
  /** Sends bytes towards the window, paused or not, as bytes that are already under way do. */
  emit(bytes: Uint8Array): void;
  drain(): void;
}

interface Listeners {
  data: (bytes: Uint8Array) => void;
  close: (reason: string | null) => void;
  drain: () => void;
}

export function createFakeByteStream(): FakeByteStream {
  const written: Uint8Array[] = [];
  const state = { isPaused: false, hasEnded: false, isClosed: false, takesInput: true };
  const listeners: Listeners = { data: () => {}, close: () => {}, drain: () => {} };
  return {
    written,
    state,
    write(bytes) {
      written.push(bytes);
      return state.takesInput;
    },
    onDrain: (listener) => void (listeners.drain = listener),
    onData: (listener) => void (listeners.data = listener),
    onClose: (listener) => void (listeners.close = listener),
    pause: () => void (state.isPaused = true),
    resume: () => void (state.isPaused = false),
    close: () => void (state.isClosed = true),
    emit: (bytes) => listeners.data(bytes),
    drain() {
      state.takesInput = true;
      listeners.drain();
    },
    end: () => void (state.hasEnded = true),
    breakOff: (reason) => listeners.close(reason),
  };
}
