/** An option of a command, explained as the seed does: `-m 2048` "is 2 GB of RAM". */
export interface OptionNote {
  readonly option: string;
  readonly explanation: string;
}

/** What a step does on the host. Arguments are lists; the one place that quotes them is quote-argv. */
export type StepAction =
  | { readonly kind: 'run'; readonly argv: readonly string[] }
  | { readonly kind: 'write-file'; readonly path: string; readonly content: string; readonly mode: '600' | '644' | '755' }
  /** Succeeds only if the test fails: `unless` guards against a conflict that came up since the plan was made. */
  | { readonly kind: 'guard'; readonly script: string; readonly args: readonly string[]; readonly refusal: string };

export interface PlanStep {
  /** Stable within a plan, e.g. create-volume. */
  readonly id: string;
  /** In words: "Create volume ciab, 100 GiB, in vg01". */
  readonly title: string;
  readonly action: StepAction;
  readonly notes: readonly OptionNote[];
  /** Proves that the step took effect; run right after it. */
  readonly check: readonly string[] | null;
  /** Takes the step back if a later one fails; null where there is nothing to take back. */
  readonly undo: { readonly title: string; readonly argv: readonly string[] } | null;
}

/** A change as data: the screen shows it, --dry-run prints it, "save as script" exports it, and the host runs exactly that. */
export interface Plan {
  readonly title: string;
  readonly subject: string;
  readonly steps: readonly PlanStep[];
}
