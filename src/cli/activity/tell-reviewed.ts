import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { describePlan } from '../machines/describe-plan.ts';
import { tellOperation } from './tell-operation.ts';

export interface Reviewed {
  readonly plan: Plan;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
  readonly script: string;
}

export interface ReviewedChange<Review extends Reviewed> {
  readonly host: Host;
  readonly review: Review;
  readonly begin: () => AsyncIterable<OperationEvent>;
}

export interface ReviewOptions {
  readonly dryRun?: boolean;
  readonly script?: boolean;
  /** Warnings that are no news to whoever gave the command. */
  readonly isQuiet?: boolean;
}

/** Shows a change that was reviewed, prints it as a script, or has it done and tells it step by step. */
export async function tellReviewed<Review extends Reviewed>(
  invocation: Invocation,
  { host, review, begin }: ReviewedChange<Review>,
  { dryRun = false, script = false, isQuiet = false }: ReviewOptions,
): Promise<ExitCode> {
  const { output } = invocation;
  if (dryRun || (script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  if (review.refusal !== null) {
    throw new CommandFault('conflict', review.refusal, 'Nothing was changed on the host.');
  }
  if (script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  if (!isQuiet) {
    review.warnings.forEach((warning) => output.warn(warning));
  }
  return tellOperation(invocation, host, begin());
}

async function showReview({ output }: Invocation, { id, name }: Host, review: Reviewed): Promise<ExitCode> {
  await output.answer({ host: { id, name }, ...review }, (paint) =>
    [
      ...(review.plan.steps.length === 0 ? [] : [describePlan(review.plan, paint)]),
      ...(review.refusal === null ? [] : [`${paint.red('refused')} ${review.refusal}`]),
      ...review.warnings.map((warning) => `${paint.yellow('warning')} ${warning}`),
    ].join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return review.refusal === null ? exitCodes.done : exitCodes.refused;
}
