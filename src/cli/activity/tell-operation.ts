import { ApiError } from '#contract/api-error.ts';
import { applyEvent, type Operation, type OperationStep } from '#domain/activity/build-operation.ts';
import type { OperationEvent, OperationOutcome, StepState } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { formatDuration, formatTime } from '../terminal/format.ts';
import type { Output } from '../terminal/output.ts';
import { describeProgress } from './describe-progress.ts';

/**
 * Tells an operation step by step on standard error, or its events on standard output with --json, and how it ended as exit code.
 * Ctrl-C stops listening only: the operation is the host's, and how to find it again is told. `wanted` is what the person asked for.
 */
export async function tellOperation(
  invocation: Invocation,
  host: Host,
  events: AsyncIterable<OperationEvent>,
  wanted: 'done' | 'undone' = 'done',
): Promise<ExitCode> {
  const { output } = invocation;
  let operation: Operation | null = null;
  try {
    for await (const event of events) {
      output.item(event);
      operation = applyEvent(operation, event);
      if (operation) {
        tellEvent(event, operation, output);
      }
    }
  } catch (error) {
    throw toFault(error, invocation, host, operation);
  }
  // An operation that was taken up again has ended more than once; what counts is how it stands when all is told.
  if (!operation?.outcome) {
    throw toFault(null, invocation, host, operation);
  }
  tellEnd(operation, operation.outcome, output);
  return codeOf(operation.outcome, wanted);
}

function tellEvent(event: OperationEvent, operation: Operation, output: Output): void {
  const { errorPaint: paint } = output;
  switch (event.kind) {
    case 'started':
      output.tell(`${paint.bold(event.title)}  ${paint.dim(`operation ${event.operationId} by ${event.startedBy}`)}`);
      return;
    case 'turned':
      output.tell(paint.bold(`${event.way === 'resume' ? 'Resumed' : 'Undone'} by ${event.by}, ${formatTime(event.atEpochMs)}`));
      return;
    case 'step':
    case 'progress':
      tellStep(event.stepId, operation, output);
      return;
    case 'live-output':
      output.tellForNow(
        paint.dim(
          `       | ${
            event.text
              .split(/[\r\n]+/)
              .at(-1)
              ?.slice(0, 100) ?? ''
          }`,
        ),
      );
      return;
    case 'output':
      output.tell(paint.dim(event.text.trimEnd().replace(/^/gm, '       | ')));
      return;
    case 'finished':
      return;
    default:
      unreachable(event, 'operation event');
  }
}

function tellStep(stepId: string, { steps }: Operation, output: Output): void {
  const index = steps.findIndex((step) => step.id === stepId);
  const step = steps[index];
  if (!step || step.state === 'waiting') {
    return;
  }
  const head = `${String(index + 1).padStart(2)}/${steps.length}  ${step.title} ...`;
  if (step.state === 'running' || step.state === 'undoing') {
    output.tellForNow(`${head} ${step.progress === null ? step.state : describeProgress(step.progress)}`);
  } else {
    output.tell(`${head} ${describeEnd(step, output)}`);
  }
}

function describeEnd({ state, exitCode, startedEpochMs, endedEpochMs }: OperationStep, { errorPaint: paint }: Output): string {
  const colors: Partial<Record<StepState, (text: string) => string>> = {
    done: paint.green,
    failed: paint.red,
    'undo-failed': paint.red,
  };
  const exit = state === 'failed' && exitCode !== null ? ` (exit code ${exitCode})` : '';
  const isTimed = state === 'done' && startedEpochMs !== null && endedEpochMs !== null;
  const took = isTimed ? `  ${paint.dim(formatDuration(endedEpochMs - startedEpochMs))}` : '';
  return `${(colors[state] ?? paint.yellow)(state.replace('-', ' '))}${exit}${took}`;
}

function tellEnd({ sentence, steps }: Operation, outcome: OperationOutcome, output: Output): void {
  const { errorPaint: paint } = output;
  const color = outcome.kind === 'succeeded' || outcome.kind === 'undone' ? paint.green : paint.red;
  const lines = [color(sentence)];
  if (outcome.kind === 'failed') {
    const stderr = steps.find((step) => step.id === outcome.stepId)?.stderr?.trim() ?? '';
    lines.push(...(outcome.hint === null ? [] : [outcome.hint]));
    lines.push(
      ...stderr
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => paint.dim(`  | ${line}`)),
    );
  }
  output.tell(lines.join('\n'));
}

function codeOf(outcome: OperationOutcome, wanted: 'done' | 'undone'): ExitCode {
  switch (outcome.kind) {
    case 'succeeded':
      return wanted === 'done' ? exitCodes.done : exitCodes.failed;
    case 'undone':
      return outcome.leftovers.length > 0 ? exitCodes.failed : wanted === 'undone' ? exitCodes.done : exitCodes.interrupted;
    case 'cancelled':
      return exitCodes.interrupted;
    case 'failed':
    case 'interrupted':
      return exitCodes.failed;
    default:
      return unreachable(outcome, 'operation outcome');
  }
}

/** What a person must know when the telling ended before the operation did. */
function toFault(error: unknown, { signal }: Invocation, host: Host, operation: Operation | null): unknown {
  if (!operation) {
    return (
      error ?? new CommandFault('unexpected-output', 'The host ended the operation without a word.', 'See `nutshell operations`.')
    );
  }
  const name = quoteArgv([host.name]);
  const hint =
    `Follow it: nutshell operations ${name} --follow ${operation.operationId}\n` +
    `Stop it:   nutshell operations cancel ${operation.operationId} --host ${name}`;
  if (signal.aborted) {
    return new CommandFault('cancelled', `Stopped listening. "${operation.title}" goes on on ${host.name}.`, hint);
  }
  const message = error instanceof Error ? error.message : 'The events ended early.';
  const code = error instanceof ApiError ? error.code : 'link-lost';
  return new CommandFault(code, `${message} "${operation.title}" goes on on ${host.name}.`, hint);
}
