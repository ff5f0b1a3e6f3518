import type { RemoteTerminal } from '#core/ports/host-shell.ts';
import { createEscapeKeys } from '#domain/terminals/escape-keys.ts';
import type { TerminalEnding, TerminalSize } from '#domain/terminals/terminal.ts';
import type { DirectTerminal } from '../terminal/direct-terminal.ts';

export interface Joint {
  readonly terminal: DirectTerminal;
  readonly remote: RemoteTerminal;
  readonly onResize: (size: TerminalSize) => void;
  readonly onHelp: () => void;
}

/** Keys there, what is said here, both only as fast as they are taken, until the shell ends. */
export async function joinTerminal({ terminal, remote, onResize, onHelp }: Joint): Promise<TerminalEnding> {
  const escapes = terminal.screen === null ? null : createEscapeKeys();
  const send = (bytes: Uint8Array): void => {
    if (bytes.length > 0 && !remote.write(bytes)) {
      streams.pauseInput();
    }
  };
  const streams = terminal.take({
    onInput(typed) {
      const { bytes, wish } = escapes?.read(typed) ?? { bytes: typed, wish: null };
      send(bytes);
      if (wish === 'leave') {
        remote.close();
      } else if (wish === 'help') {
        onHelp();
      }
    },
    onInputEnd: () => remote.end(),
    onResize,
    onDrain: () => remote.resume(),
  });
  remote.onDrain(() => streams.resumeInput());
  remote.onErrorData((bytes) => streams.writeError(bytes));
  remote.onData((bytes) => {
    if (!streams.writeOut(bytes)) {
      remote.pause();
    }
  });
  const ending = await remote.ended;
  await streams.release();
  return ending;
}
