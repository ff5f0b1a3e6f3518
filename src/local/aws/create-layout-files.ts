import { copyFile, mkdir, mkdtemp, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LayoutEntry } from '#domain/aws/aws-layout.ts';
import type { LayoutFiles } from '#core/ports/aws-adapters.ts';
import { localFileError, toErrorCode } from '../local-file-error.ts';
import { writeWholeFile } from '../write-whole-file.ts';

const onlyOwner = 0o700;

/** Folders for aws-cli on this laptop's file system: 0700, files 0600. */
export function createLayoutFiles(dataDirectory: string): LayoutFiles {
  return {
    usualFolder: path.join(dataDirectory, 'aws'),
    async read(folder, paths) {
      const found = new Map<string, string>();
      for (const each of paths) {
        const text = await readEntry(path.join(folder, each));
        if (text !== null) {
          found.set(each, text);
        }
      }
      return found;
    },
    async write(folder, entries) {
      await makeFolder(folder);
      for (const entry of entries) {
        await writeEntry(path.join(folder, entry.path), entry);
      }
    },
    async createTemporary() {
      const folder = await mkdtemp(path.join(tmpdir(), 'nutshell-aws-'));
      return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: onlyOwner });
  } catch (error) {
    throw localFileError('made', folder, error);
  }
}

/** Of a link its target: what it leads to is none of this. */
async function readEntry(file: string): Promise<string | null> {
  try {
    return await readlink(file).catch(() => readFile(file, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(toErrorCode(error) ?? '')) {
      return null;
    }
    throw localFileError('read', file, error);
  }
}

async function writeEntry(file: string, entry: LayoutEntry): Promise<void> {
  await makeFolder(path.dirname(file));
  if (entry.kind === 'file') {
    await writeWholeFile(file, entry.text);
    return;
  }
  try {
    await rm(file, { force: true });
    // Windows lets few people make links: a copy does as well there.
    await symlink(entry.target, file).catch(() => copyFile(entry.target, file));
  } catch (error) {
    throw localFileError('linked', file, error);
  }
}
