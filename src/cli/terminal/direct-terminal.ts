import type { TerminalScreen, TerminalSize } from '#domain/terminals/terminal.ts';

/** The streams of this very process, for a shell elsewhere: bytes as they come, nothing drawn or read in between. */
export interface DirectTerminal {
  /** null where standard input is no terminal: then nobody needs one at the far end either, as with ssh. */
  readonly screen: TerminalScreen | null;
  /** On a terminal every key comes as it is typed from now on, Ctrl-C too. */
  take(listener: DirectListener): DirectStreams;
}

export interface DirectListener {
  onInput(bytes: Uint8Array): void;
  onInputEnd(): void;
  onResize(size: TerminalSize): void;
  /** Standard output takes more again. */
  onDrain(): void;
}

export interface DirectStreams {
  /** False: wait for `onDrain` before more. */
  writeOut(bytes: Uint8Array): boolean;
  writeError(bytes: Uint8Array): void;
  pauseInput(): void;
  resumeInput(): void;
  /** Gives the terminal back as it was, once everything was written. */
  release(): Promise<void>;
}
