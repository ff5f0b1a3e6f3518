import { ApiError } from '#contract/api-error.ts';
import { applyEvent, type Operation, type OperationStep } from '#domain/activity/build-operation.ts';
import type { OperationEvent, OperationOutcome, StepState } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { formatDuration } from '../terminal/format.ts';
import type { Output } from '../terminal/output.ts';

/**
 * Tells an operation step by step on standard error, or its events on standard output with --json, and how it ended as exit code.
 * Ctrl-C stops listening only: the operation is the host's, and how to find it again is told.
 */
export async function tellOperation(
  invocation: Invocation,
  host: Host,
  events: AsyncIterable<OperationEvent>,
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
      if (operation?.outcome) {
        tellEnd(operation, operation.outcome, output);
        return codeOf(operation.outcome);
      }
    }
  } catch (error) {
    throw toFault(error, invocation, host, operation);
  }
  throw toFault(null, invocation, host, operation);
}

function tellEvent(event: OperationEvent, operation: Operation, output: Output): void {
  const { errorPaint: paint } = output;
  switch (event.kind) {
    case 'started':
      output.tell(`${paint.bold(event.title)}  ${paint.dim(`operation ${event.operationId} by ${event.startedBy}`)}`);
      return;
    case 'step':
      tellStep(event.stepId, operation, output);
      return;
    case 'output':
      output.tell(paint.dim(event.text.trimEnd().replace(/^/gm, '       | ')));
      return;
    case 'progress':
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
    output.tellForNow(`${head} ${step.state}`);
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
  const lines = [outcome.kind === 'succeeded' ? paint.green(sentence) : paint.red(sentence)];
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

function codeOf({ kind }: OperationOutcome): ExitCode {
  if (kind === 'succeeded') {
    return exitCodes.done;
  }
  return kind === 'cancelled' ? exitCodes.interrupted : exitCodes.failed;
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
    `Stop it:   nutshell operations ${name} --cancel ${operation.operationId}`;
  if (signal.aborted) {
    return new CommandFault('cancelled', `Stopped listening. "${operation.title}" goes on on ${host.name}.`, hint);
  }
  const message = error instanceof Error ? error.message : 'The events ended early.';
  const code = error instanceof ApiError ? error.code : 'link-lost';
  return new CommandFault(code, `${message} "${operation.title}" goes on on ${host.name}.`, hint);
}
