import type { ImageLibrary, LibraryFolder } from '#domain/images/image-library.ts';
import { usageFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import { formatBytes } from '#domain/format-bytes.ts';

export interface FolderOptions {
  readonly add?: string;
  readonly remove?: string;
}

export async function changeFolders(
  invocation: Invocation,
  wanted: string | undefined,
  { add, remove }: FolderOptions,
): Promise<ExitCode> {
  if (add !== undefined && remove !== undefined) {
    throw usageFault('Use --add or --remove, not both.');
  }
  const { output, signal } = invocation;
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const ask = (): Promise<ImageLibrary> => {
    if (add !== undefined) {
      return client.images.addFolder({ hostId: host.id, path: add }, { signal });
    }
    return remove !== undefined
      ? client.images.removeFolder({ hostId: host.id, path: remove }, { signal })
      : client.images.list({ hostId: host.id }, { signal });
  };
  const { folders } = await ask();
  await output.answer({ host: { id: host.id, name: host.name }, folders }, (paint) =>
    drawTable(['FOLDER', 'FREE', 'STATE', 'ORIGIN'], folders.map(toRow), paint),
  );
  return exitCodes.done;
}

function toRow({ path, freeBytes, state, origin }: LibraryFolder): readonly string[] {
  const words = { ready: 'there', missing: 'not there', 'no-folder': 'a file', 'no-access': 'may not be read' } as const;
  return [path, freeBytes === null ? '?' : formatBytes(freeBytes), words[state], origin];
}
