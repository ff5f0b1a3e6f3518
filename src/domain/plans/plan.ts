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
}

/** A change as data: the screen shows it, --dry-run prints it, "save as script" exports it, and the host runs exactly that. */
export interface Plan {
  readonly title: string;
  readonly subject: string;
  readonly steps: readonly PlanStep[];
}
