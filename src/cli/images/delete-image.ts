import type { DeleteImageReview } from '#contract/images.ts';
import type { Host } from '#domain/hosts/host.ts';
import { splitPath } from '#domain/images/image-name.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { describePlan } from '../machines/describe-plan.ts';
import { formatBytes } from '#domain/format-bytes.ts';

export interface DeleteOptions {
  readonly yes?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** Its name is typed each time, here or after --yes. */
export async function deleteImage(
  invocation: Invocation,
  wanted: string,
  path: string,
  options: DeleteOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const review = await client.images.reviewDelete({ hostId: host.id, path }, { signal });
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  if (review.refusal !== null) {
    throw new CommandFault('conflict', review.refusal, 'Nothing was deleted.');
  }
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  const typedName = await confirm(invocation, host, splitPath(path).name, options.yes);
  return tellOperation(invocation, host, client.images.delete({ hostId: host.id, path, typedName }, { signal }));
}

async function showReview({ output }: Invocation, host: Host, review: DeleteImageReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, ...review }, (paint) =>
    review.refusal === null
      ? `${describePlan(review.plan, paint)}\n\nremoves ${review.path} (${formatBytes(review.sizeBytes)})`
      : `${paint.red('refused')} ${review.refusal}`,
  );
  output.tell('Nothing was changed.');
  return review.refusal === null ? exitCodes.done : exitCodes.refused;
}

async function confirm({ questions }: Invocation, host: Host, name: string, yes: string | undefined): Promise<string> {
  if (yes === undefined && !questions) {
    throw new CommandFault(
      'needs-answer',
      `Deleting ${name} on ${host.name} needs its name typed.`,
      `Run this again with --yes ${quoteArgv([name])}; look first with --dry-run.`,
    );
  }
  const typed = yes ?? (await questions?.text(`Type ${name} to delete it on ${host.name}:`)) ?? null;
  if (typed === null) {
    throw new CommandFault('cancelled', 'Cancelled. Nothing was deleted.');
  }
  if (typed !== name) {
    throw usageFault(`You typed ${typed}, but the file is called ${name}. Nothing was deleted.`);
  }
  return typed;
}
