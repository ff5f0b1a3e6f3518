import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissingFile } from './is-missing-file.ts';

export interface BuildCache {
  /** The folder of a finished entry, marked as used just now; null when it is not there. */
  find(name: string, key: string): Promise<string | null>;
  /** Builds an entry in a folder beside it and renames it into place: whoever finds it finds it whole. */
  add(name: string, key: string, build: (folder: string) => Promise<void>): Promise<string>;
  /** Where `add` builds: also where one that was killed left something behind, perhaps a running QEMU. */
  unfinishedFolder(name: string, key: string): string;
  /** Removes leftovers of builds that never finished, and what nobody used for `days`. Call with the build lock held. */
  prune(days: number): Promise<void>;
}

const partial = '.partial';

/** Content-addressed folders below `cacheDir`: NAME-KEY. */
export function createBuildCache(cacheDir: string): BuildCache {
  async function find(name: string, key: string): Promise<string | null> {
    const folder = join(cacheDir, `${name}-${key}`);
    const now = new Date();
    try {
      await utimes(folder, now, now);
      return folder;
    } catch (error) {
      if (isMissingFile(error)) {
        return null;
      }
      throw error;
    }
  }

  function unfinishedFolder(name: string, key: string): string {
    return join(cacheDir, `${name}-${key}${partial}`);
  }

  return {
    find,
    unfinishedFolder,
    async add(name, key, build) {
      const folder = join(cacheDir, `${name}-${key}`);
      const unfinished = unfinishedFolder(name, key);
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { recursive: true, mode: 0o700 });
      try {
        await build(unfinished);
        await syncFiles(unfinished);
        await rename(unfinished, folder);
      } catch (error) {
        await rm(unfinished, { recursive: true, force: true });
        throw error;
      }
      return folder;
    },
    async prune(days) {
      const names = await readdir(cacheDir);
      for (const name of names.filter((candidate) => /^[a-z-]+-[0-9a-f]{16}(\.partial)?$/.test(candidate))) {
        const folder = join(cacheDir, name);
        const ageMs = Date.now() - (await stat(folder)).mtimeMs;
        if (name.endsWith(partial) || ageMs > days * 86_400_000) {
          await rm(folder, { recursive: true, force: true });
        }
      }
    },
  };
}

/** A rename may reach the disk before the data does; a power cut must not leave a broken entry that looks whole. */
async function syncFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const file = await open(join(folder, entry.name), 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
