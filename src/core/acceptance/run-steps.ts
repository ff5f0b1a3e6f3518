import {
  acceptanceSteps,
  type AcceptanceEvent,
  type AcceptanceStepId,
  type CollectedText,
  type StepOutcome,
  type StepResult,
} from '#domain/acceptance/acceptance-step.ts';
import { HostError } from '../ports/host-error.ts';
import type { StepActs, StepContext, Trial } from './trial.ts';

export interface StepRun {
  readonly trial: Trial;
  readonly acts: StepActs;
  /** After the first step that fails, while everything is still there. */
  readonly explain: (trial: Trial, context: StepContext) => Promise<void>;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly tell: (event: AcceptanceEvent) => void;
}

export interface StepsDone {
  readonly steps: readonly StepResult[];
  readonly collected: readonly CollectedText[];
}

/** Taking things away goes on after a person stopped the test; only for so long. */
const cleanUpLimitMs = 120_000;
const explainLimitMs = 120_000;

/** Each step in its order; after one that failed only the clean-up. */
export async function runSteps(run: StepRun): Promise<StepsDone> {
  const steps: StepResult[] = [];
  const collected: CollectedText[] = [];
  for (const { id, title } of acceptanceSteps) {
    const failed = steps.find(({ outcome }) => outcome.kind === 'failed');
    const result =
      failed !== undefined && id !== 'clean-up'
        ? skip(id, title, `“${failed.title}” failed.`, run.now())
        : await runStep(run, id, title, collected);
    steps.push(result);
    run.tell({ kind: 'ended', result });
    if (failed === undefined && result.outcome.kind === 'failed' && id !== 'clean-up') {
      await explain(run, id, collected);
    }
  }
  return { steps, collected };
}

function skip(id: AcceptanceStepId, title: string, reason: string, beganAtEpochMs: number): StepResult {
  return { id, title, outcome: { kind: 'skipped', reason }, evidence: [], beganAtEpochMs, durationMs: 0 };
}

async function runStep(
  { trial, acts, now, signal, tell }: StepRun,
  id: AcceptanceStepId,
  title: string,
  collected: CollectedText[],
): Promise<StepResult> {
  const beganAtEpochMs = now();
  const evidence: string[] = [];
  tell({ kind: 'began', id, title, atEpochMs: beganAtEpochMs });
  const context: StepContext = {
    signal: id === 'clean-up' ? AbortSignal.timeout(cleanUpLimitMs) : signal,
    note: (text) => tell({ kind: 'note', id, text }),
    see: (line) => void evidence.push(line),
    collect: (text) => void collected.push(text),
  };
  let outcome: StepOutcome = { kind: 'passed' };
  try {
    if (context.signal.aborted) {
      throw new HostError('cancelled', 'The test was stopped.');
    }
    await acts[id](trial, context);
  } catch (error) {
    outcome = toFailure(error);
  }
  return { id, title, outcome, evidence, beganAtEpochMs, durationMs: now() - beganAtEpochMs };
}

/** Whatever went wrong, the clean-up follows: so a fault of Nutshell itself is a result too, and says that it is one. */
function toFailure(error: unknown): StepOutcome {
  if (error instanceof HostError) {
    const { message, hint, raw } = error;
    return { kind: 'failed', message, hint, raw };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: 'failed',
    message: `Nutshell itself failed: ${message}`,
    hint: 'Please report this with the log file.',
    raw: null,
  };
}

async function explain({ trial, explain: act, tell }: StepRun, id: AcceptanceStepId, collected: CollectedText[]): Promise<void> {
  const note = (text: string): void => tell({ kind: 'note', id, text });
  const collect = (text: CollectedText): void => void collected.push(text);
  try {
    await act(trial, { signal: AbortSignal.timeout(explainLimitMs), note, see: () => undefined, collect });
  } catch (error) {
    collect({ title: 'What could not be collected', text: error instanceof Error ? error.message : String(error) });
  }
}
