/** An option of a command, explained as the seed does: `-m 2048` "is 2 GB of RAM". */
export interface OptionNote {
  readonly option: string;
  readonly explanation: string;
}

/**
 * A program with its arguments. A first word like `guard-launch.sh`, without a slash, is a script of resources/host: it travels
 * with the plan, into the operation's folder as into the script that a person copies.
 */
export type PlanCommand = readonly string[];

/** What a step does on the host. Arguments are lists; the one place that quotes them is quote-argv. */
export type StepAction =
  | {
      readonly kind: 'run';
      readonly argv: PlanCommand;
      /** A file the command writes its errors to instead of standard error; its end is told when the command fails. */
      readonly errorLog?: string;
    }
  | { readonly kind: 'write-file'; readonly path: string; readonly content: string; readonly mode: '600' | '644' | '755' }
  /**
   * Reads the host again under its lock and fails if what the plan was made from is no longer so. `script` is a file of
   * resources/host; each of its refusals is a sentence on standard error, `refusal` is told where it says nothing.
   */
  | { readonly kind: 'guard'; readonly script: string; readonly args: readonly string[]; readonly refusal: string };

/** Takes a step back. */
export interface StepUndo {
  readonly title: string;
  readonly argv: PlanCommand;
  /**
   * The undo proves for itself that what it removes is this very step's work, so it also cleans up where the step failed
   * halfway. Without it only a step that succeeded is taken back.
   */
  readonly coversFailure?: true;
}

export interface PlanStep {
  /** Stable within a plan, e.g. create-volume. */
  readonly id: string;
  /** In words: "Create volume ciab, 100 GiB, in vg01". */
  readonly title: string;
  readonly action: StepAction;
  readonly notes: readonly OptionNote[];
  /** Proves that the step took effect; run right after it. */
  readonly check: PlanCommand | null;
  /** Takes the step back if a later one fails; null where there is nothing to take back. */
  readonly undo: StepUndo | null;
  /**
   * The command may be ended in the middle, for instance a download: a request to cancel then takes effect at once, and not only
   * at the next border between two steps.
   */
  readonly isCancellable?: true;
  /** It only waits, perhaps for an hour, and changes nothing: meanwhile others may change the host, whose lock is let go. */
  readonly letsOthers?: true;
  /**
   * What a resume does with this step where the host or the runner ended in the middle of it. Without a word: its undo, where that
   * covers a failure, and then the step again; where it does not, a check that succeeds counts the step as done.
   * 'trust-check': the check proves the whole of it, and that it is this very step's work, so it is asked first.
   * 'run-again': the command itself goes on where it stopped, as a download can.
   */
  readonly onInterruption?: 'trust-check' | 'run-again';
}

/** What a change is about. Screens show it there; two changes without the host's lock exclude one another by it. */
export type PlanTarget =
  | { readonly kind: 'machine'; readonly name: string }
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'checkpoint'; readonly name: string }
  | { readonly kind: 'cloud'; readonly name: string }
  | { readonly kind: 'host' };

/** A change as data: the screen shows it, --dry-run prints it, "save as script" exports it, and the host runs exactly that. */
export interface Plan {
  readonly title: string;
  /** The target in words. */
  readonly subject: string;
  readonly target: PlanTarget;
  /**
   * 'host': runs under the lock of the host, one after the other. 'none': runs beside everything else, for what takes long and
   * touches nothing shared, such as a download; only a second one with the same target is refused.
   */
  readonly exclusion: 'host' | 'none';
  /** Until when the whole of it can be taken back after it has succeeded, by the host's clock; null where it never can. */
  readonly undoableUntilEpochMs: number | null;
  readonly steps: readonly PlanStep[];
}
