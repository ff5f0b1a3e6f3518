import { describeTarget } from '#domain/hosts/host.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';

export async function suggestHosts({ session, signal, output }: Invocation): Promise<ExitCode> {
  const { client } = await session();
  const suggestions = await client.hosts.suggest({}, { signal });
  await output.answer({ suggestions }, (paint) => {
    if (suggestions.length === 0) {
      return 'Your ssh config names no host that could be added.';
    }
    const rows = suggestions.map(({ alias, draft, notes }) => [alias, describeTarget(draft), notes.join(' ') || '-']);
    return drawTable(['ALIAS', 'TARGET', 'NOT TAKEN OVER'], rows, paint);
  });
  return exitCodes.done;
}
