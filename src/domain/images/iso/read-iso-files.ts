import { hasRockRidge, parseDirectory, type IsoEntry } from './parse-directory.ts';
import type { Directory, Volume } from './parse-volume.ts';
import { toExtent, type SectorReading } from './sectors.ts';

/** A folder of a real ISO is some KiB; a garbage one claims gigabytes. */
const longestDirectoryBytes = 512 * 1024;
const longestFileBytes = 64 * 1024;

export interface IsoFile {
  /** From the root of the ISO, e.g. /isolinux/isolinux.cfg. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type IsoFiles = ReturnType<typeof createIsoFiles>;

/** The tree with the best names: the first one where it has Rock Ridge's, else Joliet's where there is one. */
export function* openIsoFiles({ root, jolietRoot }: Volume): SectorReading<IsoFiles> {
  if (!jolietRoot || root.bytes > longestDirectoryBytes) {
    return createIsoFiles(root, false);
  }
  const [bytes = new Uint8Array()] = yield [toExtent(root.sector, root.bytes)];
  return hasRockRidge(bytes) ? createIsoFiles(root, false) : createIsoFiles(jolietRoot, true);
}

/** Walks folders and remembers what it has seen; names are compared as people type them, without regard to case. */
function createIsoFiles(place: Directory, isJoliet: boolean) {
  const root: IsoEntry = { name: '', isDirectory: true, sector: place.sector, bytes: place.bytes };
  const folders = new Map<string, readonly IsoEntry[]>();

  function* open(wanted: readonly string[]): SectorReading<readonly (readonly IsoEntry[] | null)[]> {
    const entries = yield* findAll(wanted.filter((path) => !folders.has(path)));
    const unread = entries.filter(([, entry]) => entry?.isDirectory && entry.bytes > 0 && entry.bytes <= longestDirectoryBytes);
    const read = yield unread.map(([, entry]) => toExtent(entry?.sector ?? 0, entry?.bytes ?? 0));
    unread.forEach(([path, entry], index) => {
      const bytes = read[index]?.subarray(0, entry?.bytes) ?? new Uint8Array();
      folders.set(path, parseDirectory(bytes, isJoliet));
    });
    return wanted.map((path) => folders.get(path) ?? null);
  }

  /** Entries by path, after their parents were opened, all parents of one depth together. */
  function* findAll(paths: readonly string[]): SectorReading<readonly (readonly [string, IsoEntry | null])[]> {
    const parents = [...new Set(paths.filter((path) => path !== '/').map(toParent))].filter((path) => !folders.has(path));
    if (parents.length > 0) {
      yield* open(parents);
    }
    return paths.map((path) => [path, path === '/' ? root : findIn(folders.get(toParent(path)) ?? [], toName(path))] as const);
  }

  return {
    /** Those of the files that are there and not too long, in the order asked. */
    *read(paths: readonly string[]): SectorReading<readonly IsoFile[]> {
      const found = yield* findAll([...new Set(paths)]);
      const files = found.filter(
        ([, entry]) => entry && !entry.isDirectory && entry.bytes > 0 && entry.bytes <= longestFileBytes,
      );
      const read = yield files.map(([, entry]) => toExtent(entry?.sector ?? 0, entry?.bytes ?? 0));
      return files.map(([path, entry], index) => ({ path, bytes: read[index]?.subarray(0, entry?.bytes) ?? new Uint8Array() }));
    },
  };
}

function findIn(entries: readonly IsoEntry[], name: string): IsoEntry | null {
  return entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase()) ?? null;
}

function toParent(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function toName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
