import type { RemoteTerminal } from '#core/ports/host-shell.ts';
import type { TerminalEnding, TerminalSize } from '#domain/terminals/terminal.ts';
import { createFakeByteStream, type FakeByteStream } from './fake-byte-stream.ts';

export interface FakeRemoteTerminal extends FakeByteStream, Omit<RemoteTerminal, keyof FakeByteStream> {
  readonly sizes: TerminalSize[];
  /** The far side ends. */
  finish(ending: TerminalEnding): void;
  emitError(bytes: Uint8Array): void;
}

/** A shell whose far end the test plays. */
export function createFakeRemoteTerminal(): FakeRemoteTerminal {
  const stream = createFakeByteStream();
  const sizes: TerminalSize[] = [];
  let finish: (ending: TerminalEnding) => void = () => undefined;
  let tellError: (bytes: Uint8Array) => void = () => undefined;
  const ended = new Promise<TerminalEnding>((resolve) => (finish = resolve));
  return {
    ...stream,
    sizes,
    ended,
    finish: (ending) => finish(ending),
    resize: (size) => void sizes.push(size),
    onErrorData: (listener) => void (tellError = listener),
    emitError: (bytes) => tellError(bytes),
    close() {
      stream.close();
      finish({ kind: 'closed' });
    },
  };
}
