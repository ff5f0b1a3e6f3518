import { ApiError } from '#contract/api-error.ts';
import type { OperationEvent, OperationOutcome, StepState } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { unreachable } from '#domain/unreachable.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { formatDuration } from '../terminal/format.ts';

type Started = Extract<OperationEvent, { kind: 'started' }>;
type StepEvent = Extract<OperationEvent, { kind: 'step' }>;

/**
 * Tells an operation step by step on standard error, or its events on standard output with --json, and how it ended as exit code.
 * Ctrl-C stops listening only: the operation is the host's, and how to find it again is told.
 */
export async function tellOperation(
  invocation: Invocation,
  host: Host,
  events: AsyncIterable<OperationEvent>,
): Promise<ExitCode> {
  const teller = createTeller(invocation);
  try {
    for await (const event of events) {
      invocation.output.item(event);
      const exitCode = teller.tell(event);
      if (exitCode !== null) {
        return exitCode;
      }
    }
  } catch (error) {
    throw toFault(error, invocation, host, teller.started());
  }
  throw toFault(null, invocation, host, teller.started());
}

function createTeller({ output }: Invocation) {
  const { errorPaint: paint } = output;
  let started: Started | null = null;
  const beginnings = new Map<string, number>();
  const errors = new Map<string, string>();

  const describe = ({ stepId }: { stepId: string }) => {
    const index = started?.steps.findIndex((step) => step.id === stepId) ?? -1;
    const title = started?.steps[index]?.title ?? stepId;
    return `${String(index + 1).padStart(2)}/${started?.steps.length ?? '?'}  ${title}`;
  };
  const tellStep = (event: StepEvent) => {
    if (event.stderr !== null && event.stderr !== '') {
      errors.set(event.stepId, event.stderr);
    }
    if (event.state === 'running' || event.state === 'undoing') {
      beginnings.set(event.stepId, event.atEpochMs);
      output.tellForNow(`${describe(event)} ... ${event.state}`);
    } else if (event.state !== 'waiting') {
      const since = beginnings.get(event.stepId);
      const took = since === undefined ? '' : `  ${paint.dim(formatDuration(event.atEpochMs - since))}`;
      const exit = event.exitCode === null || event.exitCode === 0 ? '' : ` (exit code ${event.exitCode})`;
      output.tell(`${describe(event)} ... ${drawState(event.state, paint)}${exit}${took}`);
    }
  };
  return {
    started: () => started,
    /** The exit code when this event was the last. */
    tell(event: OperationEvent): ExitCode | null {
      switch (event.kind) {
        case 'started':
          started = event;
          output.tell(`${paint.bold(event.title)}  ${paint.dim(`operation ${event.operationId} by ${event.startedBy}`)}`);
          return null;
        case 'step':
          tellStep(event);
          return null;
        case 'output':
          output.tell(paint.dim(event.text.trimEnd().replace(/^/gm, '       | ')));
          return null;
        case 'finished':
          return tellOutcome(event.outcome, describe, errors, output);
        default:
          return unreachable(event, 'operation event');
      }
    },
  };
}

function tellOutcome(
  outcome: OperationOutcome,
  describe: (step: { stepId: string }) => string,
  errors: ReadonlyMap<string, string>,
  output: Invocation['output'],
): ExitCode {
  const { errorPaint: paint } = output;
  switch (outcome.kind) {
    case 'succeeded':
      output.tell(paint.green('Done.'));
      return exitCodes.done;
    case 'cancelled':
      output.tell(
        ['Cancelled at a border between two steps; the finished steps were undone.', ...tellLeftovers(outcome)].join('\n'),
      );
      return exitCodes.interrupted;
    case 'interrupted': {
      const where = outcome.stepId === null ? '' : ` in ${describe({ stepId: outcome.stepId }).trim()}`;
      output.tell(`${paint.red('interrupted')}${where}: the host was restarted or the runner was killed. Nothing was undone.`);
      return exitCodes.failed;
    }
    case 'failed': {
      const stderr = errors.get(outcome.stepId)?.trim();
      const lines = [
        `${paint.red('failed')} ${describe(outcome).trim()}`,
        outcome.message,
        ...(outcome.hint === null ? [] : [outcome.hint]),
        ...(stderr === undefined ? [] : stderr.split('\n').map((line) => paint.dim(`  | ${line}`))),
        ...tellLeftovers(outcome),
      ];
      output.tell(lines.join('\n'));
      return exitCodes.failed;
    }
    default:
      return unreachable(outcome, 'outcome');
  }
}

function tellLeftovers({ leftovers }: { readonly leftovers: readonly string[] }): readonly string[] {
  return leftovers.map((leftover) => `left behind: ${leftover}`);
}

function drawState(state: StepState, paint: Invocation['output']['paint']): string {
  if (state === 'done') {
    return paint.green(state);
  }
  return state === 'failed' || state === 'undo-failed' ? paint.red(state) : paint.yellow(state);
}

/** What a person must know when the telling ended before the operation did. */
function toFault(error: unknown, { signal }: Invocation, host: Host, started: Started | null): unknown {
  if (!started) {
    return (
      error ?? new CommandFault('unexpected-output', 'The host ended the operation without a word.', 'See `nutshell operations`.')
    );
  }
  const name = quoteArgv([host.name]);
  const hint =
    `Follow it: nutshell operations ${name} --follow ${started.operationId}\n` +
    `Stop it:   nutshell operations ${name} --cancel ${started.operationId}`;
  if (signal.aborted) {
    return new CommandFault('cancelled', `Stopped listening. "${started.title}" goes on on ${host.name}.`, hint);
  }
  const message = error instanceof Error ? error.message : 'The events ended early.';
  const code = error instanceof ApiError ? error.code : 'link-lost';
  return new CommandFault(code, `${message} "${started.title}" goes on on ${host.name}.`, hint);
}
