import type { Host } from '#domain/hosts/host.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatTime } from '../terminal/format.ts';

/** One folder of the host, whether it belongs to the library or not. */
export async function listFolder(invocation: Invocation, host: Host, path: string): Promise<ExitCode> {
  const { client } = await invocation.session();
  const directory = await client.images.browse({ hostId: host.id, path }, { signal: invocation.signal });
  await invocation.output.answer({ host: { id: host.id, name: host.name }, directory }, async (paint) => {
    const entries = directory.entries.filter((entry) => entry.kind !== 'other');
    const rows = entries.map((entry) => [
      entry.kind === 'directory' ? `${entry.path}/` : entry.path,
      entry.kind === 'directory' ? '-' : formatBytes(entry.sizeBytes),
      formatTime(entry.modifiedEpochMs),
      entry.problem ?? (entry.isReadable ? '' : 'not readable'),
    ]);
    const free = directory.freeBytes === null ? '' : `, ${formatBytes(directory.freeBytes)} free`;
    const head = `${directory.path} on ${host.name}${free}`;
    return rows.length === 0
      ? `${head}: no folders and no ISOs.`
      : `${head}\n${await drawTable(['PATH', 'SIZE', 'CHANGED', ''], rows, paint)}`;
  });
  if (directory.notice !== null) {
    invocation.output.warn(directory.notice);
  }
  return exitCodes.done;
}
