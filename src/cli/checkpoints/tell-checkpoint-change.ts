import type { CheckpointReview } from '#contract/checkpoints.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { CheckpointProblem } from '#domain/checkpoints/check-checkpoint.ts';
import { consistency } from '#domain/checkpoints/checkpoint.ts';
import type { Host } from '#domain/hosts/host.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { describePlan } from '../machines/describe-plan.ts';
import type { Paint } from '../terminal/paint.ts';

export interface ReviewOptions {
  readonly host?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

interface Change {
  readonly host: Host;
  readonly review: CheckpointReview;
  readonly options: ReviewOptions;
  /** Asks what must be asked, and begins. */
  readonly begin: () => Promise<AsyncIterable<OperationEvent>>;
}

/** Shows a change of a checkpoint, prints it as a script, or has it done: as its options say. */
export async function tellCheckpointChange(invocation: Invocation, { host, review, options, begin }: Change): Promise<ExitCode> {
  const { output } = invocation;
  const refusals = review.problems.filter(({ level }) => level === 'refusal');
  if (options.dryRun || (options.script && output.isJson)) {
    await output.answer({ host: { id: host.id, name: host.name }, consistency, ...review }, (paint) =>
      [describePlan(review.plan, paint), consistency, ...describeProblems(review.problems, paint)].join('\n\n'),
    );
    output.tell('Nothing was changed.');
    return refusals.length === 0 ? exitCodes.done : exitCodes.refused;
  }
  if (refusals.length > 0) {
    throw new CommandFault('conflict', refusals.map(({ message }) => message).join(' '), 'Nothing was changed on the host.');
  }
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  review.problems.forEach(({ message }) => output.warn(message));
  return tellOperation(invocation, host, await begin());
}

function describeProblems(problems: readonly CheckpointProblem[], paint: Paint): readonly string[] {
  return problems.map(
    ({ level, message }) => `${level === 'refusal' ? paint.red('refused') : paint.yellow('warning')} ${message}`,
  );
}
