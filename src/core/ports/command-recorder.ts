/**
 * Where everything that is sent to one host is written down before it is sent. It goes into the adapter, to the one place that opens
 * channels, so that what the adapter runs for itself (a probe, a kill, a way through a jump host) is shown like everything else.
 */
export interface CommandRecorder {
  /** `command` as a person would type it: quoted for a shell, a script by its name. Never what goes to standard input. */
  begin(purpose: string, command: string): CommandRecord;
}

/** How it went. Whichever is called first counts. */
export interface CommandRecord {
  end(result: CommandResult): void;
  fail(reason: unknown): void;
}

export interface CommandResult {
  /** As a shell counts: 128 and the signal's number for a command that a signal ended. 0 for a forward that closed in order. */
  readonly exitCode: number;
  /** What came back, standard output and standard error together. */
  readonly bytesRead: number;
}
