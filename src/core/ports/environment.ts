/** The clock and the dice, handed in so that a test can hold them. */
export interface Environment {
  readonly now: () => number;
  /** Uniform bytes from the operating system. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** user@laptop, written into what this person starts on a host. */
  readonly person: string;
}
