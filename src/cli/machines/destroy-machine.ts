import type { DestroyReview } from '#contract/machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import { usualGraceMinutes } from '#domain/machines/destroy-wish.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEnd, describeVolumes, refuseUnknownVolumes, tellUndo } from './confirm-end.ts';
import { describePlan } from './describe-plan.ts';
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
  refuseUnknownVolumes('machine', review.volumes, options.keepVolume ?? []);
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  refuse(review);
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  if (options.yes === undefined) {
    output.tell(describeVolumes(review.volumes).join('\n'));
  }
  const typedName = await confirmEnd(invocation, { kind: 'machine', name, host }, options.yes);
  const code = await tellOperation(invocation, host, client.machines.destroy({ ...target, typedName }, { signal }));
  if (code === exitCodes.done) {
    await tellUndo(invocation, host, ({ machines }) => machines.includes(name));
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

async function showReview({ output }: Invocation, host: Host, review: DestroyReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, ...review }, (paint) =>
    [
      describePlan(review.plan, paint),
      describeVolumes(review.volumes).join('\n'),
      ...(review.refusal === null ? [] : [`${paint.red('refused')} ${review.refusal}`]),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return review.refusal === null ? exitCodes.done : exitCodes.refused;
}

function refuse({ refusal, isForeign }: DestroyReview): void {
  if (refusal !== null) {
    const hint = isForeign ? 'If you mean it, add --foreign: its process is ended, its volumes stay.' : '';
    throw new CommandFault('conflict', refusal, `${hint} Nothing was changed on the host.`.trim());
  }
}
