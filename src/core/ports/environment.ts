/** The clock and the dice, handed in so that a test can hold them. */
export interface Environment {
  now(): number;
  /** Uniform bytes from the operating system. */
  randomBytes(count: number): Uint8Array;
  /** user@laptop, written into what this person starts on a host. */
  readonly person: string;
}
