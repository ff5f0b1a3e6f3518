/** What one command on the host said, with its standard error and exit status. */
export interface Section {
  readonly name: string;
  /** As a person would type it. */
  readonly command: string;
  readonly output: string;
  readonly problem: string;
  readonly status: number;
}
