import type { ActionReview } from '#contract/machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellOperation } from '../activity/tell-operation.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { describePlan } from './describe-plan.ts';
import { findMachine } from './find-machine.ts';

export interface ActionOptions {
  readonly host?: string;
  readonly dryRun?: boolean;
  readonly script?: boolean;
}

/** One action with one machine: reviewed, so that a refusal is told before anything is begun, then run and told step by step. */
export async function actOnMachine(
  invocation: Invocation,
  name: string,
  action: MachineAction,
  options: ActionOptions,
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const { host } = await findMachine(invocation, name, options.host, true);
  const { client } = await invocation.session();
  const target = { hostId: host.id, machine: name, action };
  const review = await client.machines.reviewAction(target, { signal });
  if (options.dryRun || (options.script && output.isJson)) {
    return showReview(invocation, host, review);
  }
  if (review.refusal !== null) {
    throw new CommandFault('conflict', review.refusal, 'Nothing was changed on the host.');
  }
  if (options.script) {
    output.verbatim(review.script);
    return exitCodes.done;
  }
  // Whoever pulls the plug knows what it costs; what a start or a change costs is news.
  if (action.kind === 'start' || action.kind === 'change') {
    review.warnings.forEach((warning) => output.warn(warning));
  }
  const code = await tellOperation(invocation, host, client.machines.act(target, { signal }));
  if (action.kind === 'shutdown' && code === exitCodes.failed) {
    output.tell(`Power it off: nutshell stop ${quoteArgv([name])} --force --host ${quoteArgv([host.name])}`);
  }
  return code;
}

async function showReview({ output }: Invocation, host: Host, review: ActionReview): Promise<ExitCode> {
  await output.answer({ host: { id: host.id, name: host.name }, ...review }, (paint) =>
    [
      describePlan(review.plan, paint),
      ...(review.refusal === null ? [] : [`${paint.red('refused')} ${review.refusal}`]),
      ...review.warnings.map((warning) => `${paint.yellow('warning')} ${warning}`),
    ].join('\n\n'),
  );
  output.tell('Nothing was changed.');
  return review.refusal === null ? exitCodes.done : exitCodes.refused;
}
