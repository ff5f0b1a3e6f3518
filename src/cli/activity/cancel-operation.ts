import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFault } from '../command-fault.ts';
import type { Invocation } from '../invocation.ts';
import { findOperation } from './choose-operation.ts';

export interface CancelOptions {
  readonly host?: string;
  readonly dryRun?: boolean;
}

/** Asks the host to stop an operation and to take back what it has done; how that ends is told by `operations --follow`. */
export async function cancelOperation(invocation: Invocation, id: string, options: CancelOptions): Promise<ExitCode> {
  const { output, signal } = invocation;
  const { host, summary } = await findOperation(invocation, id, options.host);
  const { operationId, title, state } = summary;
  const stops = `"${title}" stops at the next border between two steps, or at once where the running step allows it, and what it has done is undone.`;
  if (state !== 'running') {
    throw new CommandFault('conflict', `"${title}" does not run.`, 'Nothing was changed on the host.');
  }
  if (!options.dryRun) {
    const { client } = await invocation.session();
    await client.activity.cancel({ hostId: host.id, operationId }, { signal });
  }
  await output.answer({ operation: summary }, () => stops);
  if (options.dryRun) {
    output.tell('Nothing was changed.');
  }
  return exitCodes.done;
}
