/** What an installed cloud is tried by, in this order. Each needs those before it, the clean-up none. */
export const acceptanceSteps = [
  { id: 'services', title: 'The services of the cloud listen' },
  { id: 'credentials', title: 'It gives credentials' },
  { id: 'key-pair', title: 'It makes a key pair' },
  { id: 'security-group', title: 'Its security group lets ping and SSH in' },
  { id: 'run-instance', title: 'It starts an instance' },
  { id: 'running', title: 'The instance runs within the limit' },
  { id: 'public-address', title: 'The instance has a public address' },
  { id: 'ssh', title: 'SSH to that address with the new key' },
  { id: 'trace', title: 'Probes reach the instance, and come back' },
  { id: 'clean-up', title: 'What was made for this is gone again' },
] as const;

export type AcceptanceStepId = (typeof acceptanceSteps)[number]['id'];

export type StepOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string | null; readonly raw: string | null }
  | { readonly kind: 'skipped'; readonly reason: string };

export interface StepResult {
  readonly id: AcceptanceStepId;
  readonly title: string;
  readonly outcome: StepOutcome;
  /** What was seen, in lines. Never a secret. */
  readonly evidence: readonly string[];
  readonly beganAtEpochMs: number;
  readonly durationMs: number;
}

/** A text that was collected when a step failed: a trace, a console, a log of the cloud. */
export interface CollectedText {
  readonly title: string;
  readonly text: string;
}

export interface AcceptanceReport {
  readonly cloud: string;
  readonly host: string;
  readonly recipe: string;
  readonly beganAtEpochMs: number;
  readonly durationMs: number;
  readonly steps: readonly StepResult[];
  readonly collected: readonly CollectedText[];
}

export type AcceptanceEvent =
  | { readonly kind: 'began'; readonly id: AcceptanceStepId; readonly title: string; readonly atEpochMs: number }
  /** What goes on within a step; the next one takes its place. */
  | { readonly kind: 'note'; readonly id: AcceptanceStepId; readonly text: string }
  | { readonly kind: 'ended'; readonly result: StepResult }
  | { readonly kind: 'finished'; readonly report: AcceptanceReport };

/** Green is a cloud of which nothing failed and nothing was left out. */
export function isGreen({ steps }: Pick<AcceptanceReport, 'steps'>): boolean {
  return steps.length === acceptanceSteps.length && steps.every(({ outcome }) => outcome.kind === 'passed');
}

/** The first that failed: the cause is there, or before it. */
export function findFailure({ steps }: Pick<AcceptanceReport, 'steps'>): StepResult | null {
  return steps.find(({ outcome }) => outcome.kind === 'failed') ?? null;
}

export function describeVerdict(report: AcceptanceReport): string {
  if (isGreen(report)) {
    return `${report.cloud} passed: all ${acceptanceSteps.length} steps, in ${formatSeconds(report.durationMs)}.`;
  }
  const failure = findFailure(report);
  return failure === null
    ? `${report.cloud} was not tried to the end.`
    : `${report.cloud} failed at step ${acceptanceSteps.findIndex(({ id }) => id === failure.id) + 1}: ${failure.title}.`;
}

export function formatSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
