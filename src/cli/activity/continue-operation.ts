import { buildContinuation, type ContinuationStep } from '#domain/activity/build-continuation.ts';
import { canResume, canUndo } from '#domain/activity/can-continue.ts';
import type { OperationWay } from '#domain/activity/operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { Paint } from '../terminal/paint.ts';
import { findOperation, readOperation, type FoundOperation } from './choose-operation.ts';
import { tellOperation } from './tell-operation.ts';

export interface ContinueOptions {
  readonly host?: string;
  readonly dryRun?: boolean;
}

export const resumeOperation = (invocation: Invocation, id: string, options: ContinueOptions) =>
  continueOperation(invocation, id, 'resume', options);

export const undoOperation = (invocation: Invocation, id: string, options: ContinueOptions) =>
  continueOperation(invocation, id, 'undo', options);

async function continueOperation(
  invocation: Invocation,
  id: string,
  way: OperationWay,
  options: ContinueOptions,
): Promise<ExitCode> {
  const found = await findOperation(invocation, id, options.host);
  const verdict = way === 'resume' ? canResume(found.summary) : canUndo(found.summary, Date.now());
  if (!verdict.ok) {
    throw new CommandFault('conflict', verdict.reason, 'Nothing was changed on the host.');
  }
  if (options.dryRun) {
    return showContinuation(invocation, found, way);
  }
  const { client } = await invocation.session();
  const target = { hostId: found.host.id, operationId: found.summary.operationId };
  const { signal } = invocation;
  const events = way === 'resume' ? client.activity.resume(target, { signal }) : client.activity.undo(target, { signal });
  return tellOperation(invocation, found.host, events, way === 'resume' ? 'done' : 'undone');
}

/** What the host would do, step by step. */
async function showContinuation(invocation: Invocation, found: FoundOperation, way: OperationWay): Promise<ExitCode> {
  const { output } = invocation;
  const { host, summary } = found;
  const steps = buildContinuation(await readOperation(invocation, found), way);
  await output.answer({ host: { id: host.id, name: host.name }, operation: summary, way, steps }, (paint) =>
    [paint.bold(`${way === 'resume' ? 'Resume' : 'Undo'}: ${summary.title}`), ...steps.map(describeStep(paint))].join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return exitCodes.done;
}

function describeStep(paint: Paint): (step: ContinuationStep, index: number) => string {
  return ({ title, explanation, commands }, index) =>
    [
      paint.bold(`${index + 1}. ${title}`),
      `     ${explanation}`,
      ...commands.flatMap((command) => command.split('\n')).map((line) => paint.dim(`     ${line}`)),
    ].join('\n');
}
