import type { Host } from '#domain/hosts/host.ts';
import type { ImageLibrary, LibraryImage, PartialImage } from '#domain/images/image-library.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { formatTime } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { listFolder } from './list-folder.ts';

export async function listImages(
  invocation: Invocation,
  wanted: string | undefined,
  options: { readonly path?: string },
): Promise<ExitCode> {
  const host = await useHost(invocation, wanted);
  if (options.path !== undefined) {
    return listFolder(invocation, host, options.path);
  }
  const { client } = await invocation.session();
  const library = await client.images.list({ hostId: host.id }, { signal: invocation.signal });
  await invocation.output.answer({ host: { id: host.id, name: host.name }, library }, (paint) =>
    drawLibrary(library, host, paint),
  );
  if (library.notice !== null) {
    invocation.output.warn(library.notice);
  }
  return exitCodes.done;
}

function drawLibrary(library: ImageLibrary, host: Host, paint: Paint): Promise<string> | string {
  const rows = [...library.images.map(toRow), ...library.partials.map(toPartialRow)];
  if (rows.length === 0) {
    const folders = library.folders.filter(({ state }) => state === 'ready').map(({ path }) => path);
    const looked = folders.length === 0 ? 'none of the usual folders is there' : `looked into ${folders.join(', ')}`;
    return `There is no ISO on ${host.name} (${looked}). Fetch one: nutshell images fetch ${host.name} ADDRESS`;
  }
  return drawTable(['PATH', 'SIZE', 'CHANGED', 'LABEL', 'STATE'], rows, paint);
}

function toRow({ path, sizeBytes, modifiedEpochMs, label, usedBy, problem }: LibraryImage): readonly string[] {
  const users = usedBy.length === 0 ? '' : `used by ${usedBy.join(', ')}`;
  return [path, formatBytes(sizeBytes), formatTime(modifiedEpochMs), label?.volume ?? '-', problem ?? users];
}

function toPartialRow(part: PartialImage): readonly string[] {
  return [part.partPath, formatBytes(part.sizeBytes), formatTime(part.modifiedEpochMs), '-', describePartial(part)];
}

export function describePartial({ state, sizeBytes, totalBytes, source }: PartialImage): string {
  const percent = totalBytes === null || totalBytes === 0 ? '' : ` ${Math.floor((100 * sizeBytes) / totalBytes).toString()} %`;
  const from = source.kind === 'url' ? ` from ${source.url}` : source.kind === 'upload' ? ' by upload' : '';
  const words = { running: 'arriving', waiting: 'broken off at', 'wrong-sum': 'wrong checksum' } as const;
  return state === 'wrong-sum' ? `${words[state]}${from}` : `${words[state]}${percent}${from}`;
}
