import type { CloudDownReview } from '#contract/clouds.ts';
import type { Host } from '#domain/hosts/host.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEnd, describeVolumes, refuseUnknownVolumes, tellUndo } from '../machines/confirm-end.ts';
import { describePlan } from '../machines/describe-plan.ts';
import { parseCount } from '../machines/parse-size.ts';

interface DownOptions {
  readonly on?: string;
  readonly keepVolumes?: boolean;
  readonly keepVolume?: readonly string[];
  readonly grace?: string;
  readonly yes?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** Ends a cloud; until its time is over one undo brings it back. Its name is typed each time, here or after --yes. */
export async function takeDown(invocation: Invocation, cloud: string, options: DownOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, options.on);
  const { client } = await invocation.session();
  const graceMinutes = options.grace === undefined ? usualGraceMinutes : parseCount(options.grace, '--grace');
  const keepVolumes = options.keepVolumes === true ? ('all' as const) : [...(options.keepVolume ?? [])];
  const target = { hostId: host.id, cloud, graceMinutes, keepVolumes };
  const review = await client.clouds.reviewDown(target, { signal });
  refuseUnknownVolumes('cloud', review.volumes, options.keepVolume ?? []);
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  if (review.refusals.length > 0) {
    throw new CommandFault('conflict', review.refusals.join(' '), 'Nothing was changed on the host.');
  }
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  if (options.yes === undefined) {
    output.tell(describeVolumes(review.volumes).join('\n'));
  }
  const typedName = await confirmEnd(invocation, { kind: 'cloud', name: cloud, host }, options.yes);
  const code = await tellOperation(invocation, host, client.clouds.down({ ...target, typedName }, { signal }));
  if (code === exitCodes.done) {
    await tellUndo(invocation, host, ({ title }) => title === review.plan.title);
  }
  return code;
}

async function showReview({ output }: Invocation, host: Host, review: CloudDownReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, ...review }, (paint) =>
    [
      ...(review.plan.steps.length === 0 ? [] : [describePlan(review.plan, paint)]),
      ...(review.volumes.length === 0 ? [] : [describeVolumes(review.volumes).join('\n')]),
      ...review.refusals.map((refusal) => `${paint.red('refused')} ${refusal}`),
    ].join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return review.refusals.length === 0 ? exitCodes.done : exitCodes.refused;
}
