import type { DirectTerminal } from './direct-terminal.ts';

/** The person's side of a command: two streams, perhaps questions. Tests hand in their own. */
export interface Terminal {
  /** The answer, and nothing else. */
  writeOut(text: string): void;
  /** The same in bytes, as fast as they are taken. False: whoever read them has left. */
  writeBytes(bytes: Uint8Array): Promise<boolean>;
  /** Progress, warnings and problems. */
  writeError(text: string): void;
  /** Colours of standard output and of standard error; either may go to a file. */
  readonly outHasColors: boolean;
  readonly errorHasColors: boolean;
  /** Whether standard output is a screen, on which what was drawn can be drawn over. */
  readonly outIsScreen: boolean;
  /** Whether lines of standard error can be overwritten in place. */
  readonly canOverwrite: boolean;
  /** Null where nobody is there to answer: a pipe, cron, CI. */
  readonly questions: Questions | null;
  /** Everything on standard input, for --password-stdin and `type --stdin`. */
  readInput(): Promise<string>;
  /** For a shell elsewhere. */
  readonly direct: DirectTerminal;
}

/** Asks on standard error, so that standard output stays clean. Null: the person pressed Ctrl-C or Escape. */
export interface Questions {
  text(message: string): Promise<string | null>;
  secret(message: string): Promise<string | null>;
}
