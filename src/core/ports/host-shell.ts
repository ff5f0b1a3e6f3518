import type { TerminalEnding, TerminalScreen, TerminalSize } from '#domain/terminals/terminal.ts';

/** What the core needs from a connected host. Nothing here knows about SSH. */
export interface HostShell {
  /** Runs one command to its end. An exit code that was not expected is a HostError with stderr as its raw text. */
  run(request: RunRequest): Promise<CommandOutput>;
  /** The same, but standard output arrives line by line while it runs. Stopping to listen ends the remote command. */
  lines(request: RunRequest): AsyncIterable<string>;
  /**
   * Runs one command to its end with these bytes on its standard input, taken only as fast as the host takes them. A script travels
   * as an argument then. The bytes are left alone as soon as the command has ended.
   */
  feed(request: RunRequest, bytes: AsyncIterable<Uint8Array>): Promise<CommandOutput>;
  /** A byte stream to a socket on the host: a QEMU screen, a monitor, a port. */
  openSocket(target: SocketTarget, purpose: string): Promise<ByteStream>;
  /** The login shell of the user, for a person to type to. It lives as long as somebody holds it. */
  openTerminal(request: TerminalRequest): Promise<RemoteTerminal>;
}

export interface TerminalRequest {
  /** In words, for the activity log. */
  readonly purpose: string;
  /** null: what it is told comes from a file or a program; it has no terminal then, and standard error is apart. */
  readonly screen: TerminalScreen | null;
}

export interface RunRequest {
  /** In words, for the activity log: "Read the host". */
  readonly purpose: string;
  readonly command: HostCommand;
  /** Given to the command's standard input. Secrets go here and nowhere else. Not together with a script. */
  readonly stdin?: string;
  /** Through `sudo -n` where the login user is not root. */
  readonly asRoot?: boolean;
  /** Exit codes that are an answer rather than a failure. Default: 0 alone. */
  readonly expectedCodes?: readonly number[];
  /** How long it may say nothing before it is stopped. A busy host may take its time as long as it tells. */
  readonly silenceMs?: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** A program with its arguments, or a POSIX script of resources/host that goes in on stdin of one `sh -s`. */
export type HostCommand =
  | { readonly kind: 'argv'; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: 'script'; readonly name: string; readonly text: string; readonly args: readonly string[] };

export interface CommandOutput {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export type SocketTarget =
  { readonly kind: 'unix'; readonly path: string } | { readonly kind: 'tcp'; readonly address: string; readonly port: number };

/** A shell's bytes both ways. `close` hangs up, as a modem would. Of a shell with a terminal standard error is part of the data. */
export interface RemoteTerminal extends ByteStream {
  onErrorData(listener: (bytes: Uint8Array) => void): void;
  resize(size: TerminalSize): void;
  /** Resolves after its last byte. Never rejects. */
  readonly ended: Promise<TerminalEnding>;
}

/** Bytes both ways with back-pressure: what is not taken is not sent. */
export interface ByteStream {
  /** How much of it may be under way to a window before that says what it has used; without it as much as a screen needs. */
  readonly windowBytes?: number;
  /** False: wait for `onDrain` before the next write. */
  write(bytes: Uint8Array): boolean;
  onDrain(listener: () => void): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once; null is an orderly end. */
  onClose(listener: (reason: string | null) => void): void;
  pause(): void;
  resume(): void;
  /** No more comes from this side; what the far side still sends arrives. */
  end(): void;
  close(): void;
}
