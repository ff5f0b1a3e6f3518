import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import { quoteArgv } from '#domain/shell/quote-argv.ts';
import { tellReviewed } from '../activity/tell-reviewed.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
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
  // Whoever pulls the plug knows what it costs; what a start or a change costs is news.
  const isQuiet = action.kind !== 'start' && action.kind !== 'change';
  const change = { host, review, begin: () => client.machines.act(target, { signal }) };
  const code = await tellReviewed(invocation, change, { ...options, isQuiet });
  if (action.kind === 'shutdown' && code === exitCodes.failed) {
    output.tell(`Power it off: nutshell stop ${quoteArgv([name])} --force --host ${quoteArgv([host.name])}`);
  }
  return code;
}
