import { describeTarget } from '#domain/hosts/host.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';

/** What is kept on this laptop; no host is asked. */
export async function listHostViews({ session, signal, output }: Invocation): Promise<ExitCode> {
  const { client } = await session();
  const hosts = (await client.hosts.list({}, { signal })).map((view) => view.host);
  await output.answer({ hosts }, (paint) => {
    if (hosts.length === 0) {
      return 'No hosts yet. Add one with `nutshell hosts add NAME ADDRESS`, or boot a practice host with `nutshell practice up`.';
    }
    const rows = hosts.map((host) => [
      host.name,
      describeTarget(host),
      host.auth.kind === 'key' ? `key ${host.auth.path}` : host.auth.kind,
      host.jumps.map(describeTarget).join(', ') || '-',
      host.origin,
      host.id,
    ]);
    return drawTable(['NAME', 'TARGET', 'LOGIN', 'JUMPS', 'ORIGIN', 'ID'], rows, paint);
  });
  return exitCodes.done;
}
