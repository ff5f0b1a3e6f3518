import type { DiskFile, DiskFolder } from '#domain/hosts/storage-facts.ts';
import { Unreadable } from '../facts/unreadable.ts';

interface Entry {
  readonly inode: string;
  readonly sizeBytes: number;
  readonly allocatedBytes: number;
  readonly path: string;
}

/** What disk_folder of disk-folders.sh printed, for each folder. */
export function parseDiskFolders(text: string): readonly DiskFolder[] {
  return text
    .split(/^folder=/m)
    .slice(1)
    .map((block) => {
      const [path = '', ...lines] = block.split('\n');
      return parseFolder(path, lines);
    });
}

function parseFolder(path: string, lines: readonly string[]): DiskFolder {
  const valueOf = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
  const [blockBytes, blocks, freeBlocks, type] = /^(\d+) (\d+) (\d+) (.*)$/.exec(valueOf('filesystem'))?.slice(1) ?? [];
  const state = valueOf('state');
  if (blockBytes === undefined || type === undefined || !isState(state)) {
    throw new Unreadable(`What the host says about the folder ${path} has an unknown form`);
  }
  return {
    path,
    state,
    fileSystem: {
      device: valueOf('device'),
      type,
      sizeBytes: Number(blockBytes) * Number(blocks),
      freeBytes: Number(blockBytes) * Number(freeBlocks),
    },
    files: toFiles(path, lines.flatMap(parseEntry)),
  };
}

function isState(word: string): word is DiskFolder['state'] {
  return word === 'there' || word === 'not-there' || word === 'no-folder';
}

function parseEntry(line: string): readonly Entry[] {
  const [, inode, size, blocks, blockBytes, path] = /^entry=(\d+) (\d+) (\d+) (\d+) (.+)$/.exec(line) ?? [];
  return inode === undefined || path === undefined
    ? []
    : [{ inode, sizeBytes: Number(size), allocatedBytes: Number(blocks) * Number(blockBytes), path }];
}

/** Each file once: with its own name where it has one, else, where somebody removed that, with the one Nutshell gave it. */
function toFiles(folder: string, entries: readonly Entry[]): readonly DiskFile[] {
  const prefix = `${folder === '/' ? '' : folder}/.nutshell/`;
  const marks = entries.filter(({ path }) => path.startsWith(prefix));
  const named = entries.filter((entry) => !marks.includes(entry));
  const strays = marks.filter(({ inode }) => !named.some((entry) => entry.inode === inode));
  return [...named, ...strays].map(({ inode, sizeBytes, allocatedBytes, path }) => {
    const mark = marks.find((entry) => entry.inode === inode);
    return { path, sizeBytes, allocatedBytes, machineUuid: mark?.path.slice(prefix.length) ?? null };
  });
}
