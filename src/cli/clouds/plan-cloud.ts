import type { CloudReview } from '#contract/clouds.ts';
import type { Host } from '#domain/hosts/host.ts';
import { toReadable } from '../addressing/to-readable.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { describeVolumes } from '../machines/confirm-end.ts';
import { describePlan } from '../machines/describe-plan.ts';
import { describeChanges, describeCloud, describeVerdicts } from './describe-review.ts';
import { reviewFile, type FileOptions } from './review-file.ts';

export async function planCloud(invocation: Invocation, path: string, options: FileOptions): Promise<ExitCode> {
  const { host, review } = await reviewFile(invocation, path, options, true);
  return showReview(invocation, host, review);
}

/** Everything that is known beforehand; its JSON holds the script and the complete file as well. */
export async function showReview({ output }: Invocation, host: Host, review: CloudReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, ...(toReadable(review) as object) }, (paint) =>
    [
      describeCloud(review, paint),
      describeChanges(review).join('\n'),
      review.plan.steps.length === 0 ? '' : describePlan(review.plan, paint),
      describeVolumes(review.volumes).join('\n'),
      describeVerdicts(review, paint).join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return review.refusals.length === 0 ? exitCodes.done : exitCodes.refused;
}
