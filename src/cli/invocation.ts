import type { Session } from './create-session.ts';
import type { DirectTerminal } from './terminal/direct-terminal.ts';
import type { Output } from './terminal/output.ts';
import type { Questions } from './terminal/terminal.ts';

/** One run of one command: where its answer goes, how it reaches the back end, and when to give up. */
export interface Invocation {
  readonly output: Output;
  /** Null with --no-input and where nobody is there. */
  readonly questions: Questions | null;
  readonly acceptedFingerprints: readonly string[];
  /** Lines of standard input given with --password-stdin; empty without. */
  readonly readSecrets: () => Promise<readonly string[]>;
  /** All of standard input, for a command whose own subject it is. */
  readonly readInput: () => Promise<string>;
  /** For a shell elsewhere. */
  readonly terminal: DirectTerminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly programs: Programs;
  readonly session: () => Promise<Session>;
}

/** Other programs of this laptop. */
export interface Programs {
  /**
   * Runs in the foreground on the same terminal; resolves with the exit code. What `environment` names is set in its own, or taken away
   * where it is null.
   */
  run(argv: readonly string[], signal: AbortSignal, environment?: Readonly<Record<string, string | null>>): Promise<number>;
  /** The first of these names that is installed, as a path; null if none is. */
  find(names: readonly string[]): Promise<string | null>;
}

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly acceptFingerprint?: readonly string[];
  readonly passwordStdin?: boolean;
  readonly input: boolean;
}

/**
 * Turns a handler into what commander calls with [...arguments, options, command]. A handler takes as many of them as it wants;
 * what commander passes is declared beside it, in the same file, with the options it reads.
 */
export type Binder = <Args extends readonly unknown[]>(
  handler: (invocation: Invocation, ...args: Args) => Promise<number>,
) => (...args: Args) => Promise<void>;
