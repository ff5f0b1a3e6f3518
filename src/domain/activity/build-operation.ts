import type { PlanTarget } from '../plans/plan.ts';
import { unreachable } from '../unreachable.ts';
import { describeOutcome } from './describe-outcome.ts';
import { advanceProgress, type StepProgress } from './step-progress.ts';
import type { OperationEvent, OperationOutcome, StepState } from './operation.ts';

/** One step as the screen shows it. */
export interface OperationStep {
  readonly id: string;
  readonly title: string;
  readonly command: string;
  readonly state: StepState;
  /** Of the last command that ran for the step: itself, its check or its undo. */
  readonly exitCode: number | null;
  readonly stderr: string | null;
  /** What it said on standard output, in the order it said it. */
  readonly output: string;
  /** null where the step tells nothing about it, and after its end. */
  readonly progress: StepProgress | null;
  readonly startedEpochMs: number | null;
  readonly endedEpochMs: number | null;
}

/** An operation, running or ended, as its journal tells it. */
export interface Operation {
  readonly operationId: string;
  readonly title: string;
  readonly subject: string;
  readonly target: PlanTarget;
  readonly undoableUntilEpochMs: number | null;
  readonly startedBy: string;
  readonly startedEpochMs: number;
  readonly steps: readonly OperationStep[];
  /** The step that runs or is being undone; null before the first, between two, and after the end. */
  readonly currentStepId: string | null;
  /** Steps done of all steps, 0 to 100. Undoing does not count backwards. */
  readonly percent: number;
  /** null while it runs. */
  readonly outcome: OperationOutcome | null;
  readonly endedEpochMs: number | null;
  /** One sentence: what it does now, or how it ended. */
  readonly sentence: string;
}

/** The picture of an operation from its journal's events; null before the first. The same events again give the same picture. */
export function buildOperation(events: readonly OperationEvent[]): Operation | null {
  return events.reduce<Operation | null>((operation, event) => applyEvent(operation, event), null);
}

/** One event more. An event of a journal without its beginning changes nothing. */
export function applyEvent(operation: Operation | null, event: OperationEvent): Operation | null {
  if (event.kind === 'started') {
    return withSentence(begin(event));
  }
  return operation && withSentence(advance(operation, event));
}

function begin(event: Extract<OperationEvent, { kind: 'started' }>): Operation {
  const { operationId, title, subject, target, undoableUntilEpochMs, startedBy, atEpochMs } = event;
  const steps = event.steps.map((step): OperationStep => ({
    ...step,
    state: 'waiting',
    exitCode: null,
    stderr: null,
    output: '',
    progress: null,
    startedEpochMs: null,
    endedEpochMs: null,
  }));
  const head = { operationId, title, subject, target, undoableUntilEpochMs, startedBy, startedEpochMs: atEpochMs, steps };
  return { ...head, currentStepId: null, percent: 0, outcome: null, endedEpochMs: null, sentence: '' };
}

function advance(operation: Operation, event: Exclude<OperationEvent, { kind: 'started' }>): Operation {
  switch (event.kind) {
    case 'step':
      return advanceStep(operation, event);
    case 'output':
      return withStep(operation, event.stepId, (step) => ({ ...step, output: step.output + event.text + '\n' }));
    case 'progress':
      return withStep(operation, event.stepId, (step) => ({ ...step, progress: advanceProgress(step.progress, event) }));
    case 'finished':
      return finish(operation, event.outcome, event.atEpochMs);
    default:
      return unreachable(event, 'operation event');
  }
}

function advanceStep(operation: Operation, event: Extract<OperationEvent, { kind: 'step' }>): Operation {
  const isBusy = event.state === 'running' || event.state === 'undoing';
  const next = withStep(operation, event.stepId, (step) => ({
    ...step,
    state: event.state,
    exitCode: event.exitCode ?? step.exitCode,
    stderr: event.stderr ?? step.stderr,
    progress: null,
    startedEpochMs: event.state === 'running' ? event.atEpochMs : step.startedEpochMs,
    endedEpochMs: isBusy ? null : event.atEpochMs,
  }));
  const done = next.steps.filter((step) => step.state === 'done').length;
  const percent = Math.max(operation.percent, Math.floor((100 * done) / Math.max(1, next.steps.length)));
  return { ...next, currentStepId: isBusy ? event.stepId : null, percent };
}

function finish(operation: Operation, outcome: OperationOutcome, endedEpochMs: number): Operation {
  const steps = operation.steps.map((step): OperationStep => (step.state === 'waiting' ? { ...step, state: 'skipped' } : step));
  return { ...operation, steps, outcome, endedEpochMs, currentStepId: null };
}

function withStep(operation: Operation, stepId: string, change: (step: OperationStep) => OperationStep): Operation {
  return { ...operation, steps: operation.steps.map((step) => (step.id === stepId ? change(step) : step)) };
}

function withSentence(operation: Operation): Operation {
  return { ...operation, sentence: describeOutcome(operation) };
}
