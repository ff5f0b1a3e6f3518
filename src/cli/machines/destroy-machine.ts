import type { DestroyReview } from '#contract/machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { formatBytes } from '../terminal/format.ts';
import { describePlan } from './describe-plan.ts';
import { findMachine } from './find-machine.ts';

export interface DestroyOptions {
  readonly host?: string;
  readonly keepVolumes?: boolean;
  readonly yes?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** Ends a machine and, unless kept, its volumes. Its name is typed each time, here or after --yes. */
export async function destroyMachine(invocation: Invocation, name: string, options: DestroyOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const { host } = await findMachine(invocation, name, options.host, true);
  const { client } = await invocation.session();
  const target = { hostId: host.id, machine: name, keepVolumes: options.keepVolumes === true };
  const review = await client.machines.reviewDestroy(target, { signal });
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  refuse(review);
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  if (options.yes === undefined) {
    output.tell(describeVolumes(review).join('\n'));
  }
  const typedName = await confirm(invocation, host, name, options.yes);
  return tellOperation(invocation, host, client.machines.destroy({ ...target, typedName }, { signal }));
}

async function showReview({ output }: Invocation, host: Host, review: DestroyReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, ...review }, (paint) =>
    [
      describePlan(review.plan, paint),
      describeVolumes(review).join('\n'),
      ...(review.refusal === null ? [] : [`${paint.red('refused')} ${review.refusal}`]),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return review.refusal === null ? exitCodes.done : exitCodes.refused;
}

function describeVolumes({ volumes }: DestroyReview): readonly string[] {
  return volumes.map(({ path, sizeBytes, isRemoved, reason }) => {
    const size = sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes);
    return `${isRemoved ? 'removes' : 'keeps  '} ${path} (${size}): ${reason}`;
  });
}

function refuse({ refusal }: DestroyReview): void {
  if (refusal !== null) {
    throw new CommandFault('conflict', refusal, 'Nothing was changed on the host.');
  }
}

async function confirm({ questions }: Invocation, host: Host, name: string, yes: string | undefined): Promise<string> {
  if (yes === undefined && !questions) {
    throw new CommandFault(
      'needs-answer',
      `Destroying ${name} on ${host.name} needs its name typed.`,
      `Run this again with --yes ${quoteArgv([name])}; look first with --dry-run.`,
    );
  }
  const typed = yes ?? (await questions?.text(`Type ${name} to destroy it on ${host.name}:`)) ?? null;
  if (typed === null) {
    throw new CommandFault('cancelled', 'Cancelled. Nothing was changed on the host.');
  }
  if (typed !== name) {
    throw usageFault(`You typed ${typed}, but the machine is called ${name}. Nothing was changed on the host.`);
  }
  return typed;
}
