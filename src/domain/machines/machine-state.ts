export type MachineState =
  | {
      readonly kind: 'running';
      readonly pid: number;
      readonly sinceEpochMs: number | null;
      /** Its virtual CPUs stand still; the process lives. Of a foreign machine this is not known, and false. */
      readonly isPaused: boolean;
      /** Why, a sentence; null where it is not paused. */
      readonly pauseReason: string | null;
    }
  | { readonly kind: 'stopped'; readonly how: MachineEnd };

/** How a machine that does not run came to its end. */
export interface MachineEnd {
  readonly kind: 'never-started' | 'powered-off' | 'shut-down-by-guest' | 'host-restarted' | 'died' | 'unknown';
  /** What happened, for the screen. */
  readonly sentence: string;
  /** By the host's clock; null where nobody wrote it down. */
  readonly atEpochMs: number | null;
  /** The end of QEMU's own log; null where it says nothing. */
  readonly lastWords: string | null;
}
