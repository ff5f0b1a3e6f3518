import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { describeDraft } from './add-host.ts';
import { chooseHost } from './choose-host.ts';
import { listHosts } from './use-host.ts';

export async function removeHost(
  invocation: Invocation,
  wanted: string,
  options: { readonly dryRun?: boolean },
): Promise<ExitCode> {
  const { output, signal } = invocation;
  const host = chooseHost(await listHosts(invocation), wanted);
  const what = `${host.name}: ${describeDraft(host)}. Nothing on the host itself changes`;
  if (options.dryRun) {
    await output.answer({ host }, () => `Would forget ${what}.`);
    return exitCodes.done;
  }
  const { client } = await invocation.session();
  const removed = await client.hosts.remove({ hostId: host.id }, { signal });
  await output.answer({ host: removed }, () => `Forgot ${what.replace('changes', 'was changed')}.`);
  return exitCodes.done;
}
