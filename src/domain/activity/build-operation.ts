import type { PlanTarget } from '../plans/plan.ts';
import { unreachable } from '../unreachable.ts';
import { describeOutcome } from './describe-outcome.ts';
import type { OperationEvent, OperationOutcome, OperationStepTitle, OperationWay, StepState } from './operation.ts';
import { advanceProgress, type StepProgress } from './step-progress.ts';

/** One step as the screen shows it. */
export interface OperationStep extends OperationStepTitle {
  readonly state: StepState;
  /** Of the last command that ran for the step: itself, its check or its undo. */
  readonly exitCode: number | null;
  readonly stderr: string | null;
  /** What it said on standard output, in the order it said it. */
  readonly output: string;
  /** The end of what its command has said so far; empty while nothing runs. */
  readonly liveOutput: string;
  /** null where the step tells nothing about it, and while nothing runs. */
  readonly progress: StepProgress | null;
  readonly startedEpochMs: number | null;
  readonly endedEpochMs: number | null;
}

/** Somebody had it go on, or taken back. */
export interface OperationTurn {
  readonly way: OperationWay;
  readonly by: string;
  readonly atEpochMs: number;
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
  /** Oldest first. */
  readonly turns: readonly OperationTurn[];
  readonly steps: readonly OperationStep[];
  /** The step that runs or is being undone; null before the first, between two, and after the end. */
  readonly currentStepId: string | null;
  /** Its steps are being or were taken back, by itself or because somebody asked for it. */
  readonly isUndoing: boolean;
  /** The steps that an undo somebody asked for takes back; null where nobody did. */
  readonly undoStepIds: readonly string[] | null;
  /** Steps done of all steps, 0 to 100, never backwards; while somebody's undo runs, steps undone of those to undo. */
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
  const about = { operationId, title, subject, target, undoableUntilEpochMs, startedBy };
  const steps = event.steps.map((step): OperationStep => ({
    ...step,
    state: 'waiting',
    exitCode: null,
    stderr: null,
    output: '',
    liveOutput: '',
    progress: null,
    startedEpochMs: null,
    endedEpochMs: null,
  }));
  const nothingYet = { turns: [], currentStepId: null, isUndoing: false, undoStepIds: null, percent: 0 };
  return { ...about, startedEpochMs: atEpochMs, steps, ...nothingYet, outcome: null, endedEpochMs: null, sentence: '' };
}

function advance(operation: Operation, event: Exclude<OperationEvent, { kind: 'started' }>): Operation {
  switch (event.kind) {
    case 'turned':
      return turn(operation, event);
    case 'step':
      return advanceStep(operation, event);
    case 'output':
      return withStep(operation, event.stepId, (step) => ({ ...step, output: step.output + event.text + '\n' }));
    case 'live-output':
      return withStep(operation, event.stepId, (step) => ({ ...step, liveOutput: event.text }));
    case 'progress':
      return withStep(operation, event.stepId, (step) => ({ ...step, progress: advanceProgress(step.progress, event) }));
    case 'finished':
      return finish(operation, event.outcome, event.atEpochMs);
    default:
      return unreachable(event, 'operation event');
  }
}

function turn(operation: Operation, { way, by, atEpochMs }: OperationTurn): Operation {
  const turns = [...operation.turns, { way, by, atEpochMs }];
  const again = { ...operation, turns, outcome: null, endedEpochMs: null, currentStepId: null };
  if (way === 'resume') {
    return again;
  }
  const undoStepIds = operation.steps.filter(isToBeUndone).map(({ id }) => id);
  return { ...again, isUndoing: true, undoStepIds, percent: 0 };
}

function isToBeUndone({ state, undo }: OperationStep): boolean {
  return undo !== null && !['waiting', 'skipped', 'undone'].includes(state) && (state !== 'failed' || undo.coversFailure);
}

function advanceStep(operation: Operation, event: Extract<OperationEvent, { kind: 'step' }>): Operation {
  const isBusy = isBusyState(event.state);
  const next = withStep(operation, event.stepId, (step) => ({
    ...step,
    state: event.state,
    exitCode: event.exitCode ?? step.exitCode,
    stderr: event.stderr ?? step.stderr,
    liveOutput: '',
    progress: null,
    startedEpochMs: event.state === 'running' ? event.atEpochMs : step.startedEpochMs,
    endedEpochMs: isBusy ? null : event.atEpochMs,
  }));
  const isUndoing = operation.isUndoing || event.state === 'undoing';
  return { ...next, isUndoing, currentStepId: isBusy ? event.stepId : null, percent: getPercent(next) };
}

function getPercent({ steps, undoStepIds, percent }: Operation): number {
  if (undoStepIds !== null) {
    const ended = steps.filter(({ id, state }) => undoStepIds.includes(id) && (state === 'undone' || state === 'undo-failed'));
    return Math.floor((100 * ended.length) / Math.max(1, undoStepIds.length));
  }
  const done = steps.filter(({ state }) => state === 'done').length;
  return Math.max(percent, Math.floor((100 * done) / Math.max(1, steps.length)));
}

function isBusyState(state: StepState): boolean {
  return state === 'running' || state === 'undoing';
}

/** What was not reached stays waiting where the operation may still go on. */
function finish(operation: Operation, outcome: OperationOutcome, endedEpochMs: number): Operation {
  const isInterrupted = outcome.kind === 'interrupted';
  const steps = operation.steps.map((step): OperationStep => {
    if (isInterrupted) {
      return isBusyState(step.state) ? { ...step, state: 'interrupted', liveOutput: '', progress: null } : step;
    }
    return step.state === 'waiting' ? { ...step, state: 'skipped' } : step;
  });
  return { ...operation, steps, outcome, endedEpochMs, currentStepId: null };
}

function withStep(operation: Operation, stepId: string, change: (step: OperationStep) => OperationStep): Operation {
  return { ...operation, steps: operation.steps.map((step) => (step.id === stepId ? change(step) : step)) };
}

function withSentence(operation: Operation): Operation {
  return { ...operation, sentence: describeOutcome(operation) };
}
