import type { DestroyReview } from '#contract/machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { describeLastUse } from '#domain/machines/judge-last-use.ts';
import { listRemovals } from '#domain/removals/list-removals.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault, usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { readHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatTime } from '../terminal/format.ts';
import { describePlan } from './describe-plan.ts';
import { describeRemoval } from './describe-removal.ts';
import { findMachine } from './find-machine.ts';
import { parseCount } from './parse-size.ts';

export interface DestroyOptions {
  readonly host?: string;
  readonly keepVolumes?: boolean;
  readonly keepVolume?: readonly string[];
  readonly grace?: string;
  readonly foreign?: boolean;
  readonly yes?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** Ends a machine and, unless kept, its volumes; both can be brought back for a while. Its name is typed each time, here or after --yes. */
export async function destroyMachine(invocation: Invocation, name: string, options: DestroyOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const { host } = await findMachine(invocation, name, options.host, true);
  const { client } = await invocation.session();
  const target = { hostId: host.id, machine: name, ...toWish(options) };
  const review = await client.machines.reviewDestroy(target, { signal });
  refuseUnknownVolumes(review, options.keepVolume ?? []);
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
  const code = await tellOperation(invocation, host, client.machines.destroy({ ...target, typedName }, { signal }));
  if (code === exitCodes.done) {
    await tellUndo(invocation, host, name);
  }
  return code;
}

function toWish({ keepVolumes, keepVolume, grace, foreign }: DestroyOptions) {
  return {
    keepVolumes: keepVolumes === true ? ('all' as const) : [...(keepVolume ?? [])],
    graceMinutes: grace === undefined ? usualGraceMinutes : parseCount(grace, '--grace'),
    isForeignMeant: foreign === true,
  };
}

/** A path that was mistyped must not be taken for a volume that stays. */
function refuseUnknownVolumes({ volumes }: DestroyReview, kept: readonly string[]): void {
  const known = volumes.map(({ path }) => path);
  const unknown = kept.find((path) => !known.includes(path));
  if (unknown !== undefined) {
    throw usageFault(
      `The machine has no volume ${unknown}.`,
      known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}. Nothing was changed on the host.`,
    );
  }
}

/** What was set aside, and how it comes back. */
async function tellUndo(invocation: Invocation, host: Host, name: string): Promise<void> {
  const { facts } = await readHost(invocation, host);
  const removal = listRemovals(facts).find((view) => view.removal.machines.includes(name) && view.removal.isUndoable);
  if (removal) {
    invocation.output.tell(describeRemoval(removal));
  }
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
  return volumes.map(({ path, sizeBytes, isRemoved, reason, lastUse }) => {
    const size = sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes);
    return `${isRemoved ? 'removes' : 'keeps  '} ${path} (${size}; ${describeLastUse(lastUse, formatTime)}): ${reason}`;
  });
}

function refuse({ refusal, isForeign }: DestroyReview): void {
  if (refusal !== null) {
    const hint = isForeign ? 'If you mean it, add --foreign: its process is ended, its volumes stay.' : '';
    throw new CommandFault('conflict', refusal, `${hint} Nothing was changed on the host.`.trim());
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
