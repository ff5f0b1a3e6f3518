/** Good for opening one byte channel to one machine's screen, once, for a minute. */
export interface ConsoleTicket {
  readonly ticket: string;
  readonly machineName: string;
  readonly expiresAtEpochMs: number;
}
