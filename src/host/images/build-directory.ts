import { HostError } from '#core/ports/host-error.ts';
import type { Fact } from '#domain/fact.ts';
import { valueOr } from '#domain/fact.ts';
import type { Directory, DirectoryEntry } from '#domain/images/directory.ts';
import { decodeBytes } from '../facts/decode-bytes.ts';
import type { Section } from '../facts/section.ts';
import { toFact, toRaw } from '../facts/to-fact.ts';
import { parseEntries } from './parse-entries.ts';
import type { RawEntry } from './parse-entries.ts';
import { parseFreeSpace } from './parse-free-space.ts';

/** The folder that browse.sh listed. Throws a HostError where it is not there, is none, may not be read, or the answer cannot be. */
export function buildDirectory(sections: readonly Section[], asked: string | null): Directory {
  refuse(sections.find(({ name }) => name === 'where')?.status, asked);
  const path = need(
    toFact(sections, 'where', ({ output }) => decodeBytes(output).toString('utf8')),
    sections,
  );
  const entries = need(
    toFact(sections, 'entries', ({ output }) => parseEntries(output)),
    sections,
  );
  const sizes = need(
    toFact(sections, 'sizes', ({ output }) => parseSizes(output)),
    sections,
  );
  const measured = entries.filter(({ kind }) => kind !== 'broken');
  if (sizes.length !== measured.length) {
    throw new HostError('unexpected-output', `${path} changed while it was read.`, {
      hint: 'Open it again.',
      raw: toRaw(sections),
    });
  }
  const bySize = new Map(measured.map((entry, at) => [entry, sizes[at]]));
  const total = valueOr(
    toFact(sections, 'total', ({ output }) => Number(output)),
    entries.length,
  );
  return {
    path,
    parent: path === '/' ? null : path.slice(0, path.replace(/\/+$/, '').lastIndexOf('/')) || '/',
    entries: entries.map((entry) => toEntry(entry, path, bySize.get(entry))),
    freeBytes: valueOr(
      toFact(sections, 'free', ({ output }) => parseFreeSpace(output)),
      null,
    ),
    notice: total > entries.length ? describeRest(path, total, entries.length) : null,
  };
}

/** Exit codes of `where` in browse.sh. */
function refuse(status: number | undefined, asked: string | null): void {
  const path = asked ?? 'The folder';
  switch (status) {
    case 3:
      throw new HostError('not-found', `There is no ${path} on the host.`, {
        hint: 'Begin at / and look for the folder, or copy the installer there first.',
      });
    case 4:
      throw new HostError('invalid-input', `${path} is a file, not a folder.`, { hint: 'Open the folder it is in.' });
    case 5:
      throw new HostError('denied', `${path} may not be read on the host.`, {
        hint: 'Connect as root or as a user for whom sudo -n works.',
      });
    default:
  }
}

function need<T>(fact: Fact<T>, sections: readonly Section[]): T {
  if (fact.kind === 'unavailable') {
    throw new HostError('unexpected-output', `The folder could not be listed. ${fact.reason}.`, { raw: toRaw(sections) });
  }
  return fact.value;
}

function parseSizes(text: string): readonly (readonly [sizeBytes: number, modifiedSeconds: number])[] {
  return [...text.matchAll(/^(\d+) (-?\d+)$/gm)].map(([, size, seconds]) => [Number(size), Number(seconds)] as const);
}

function toEntry(raw: RawEntry, folder: string, measured: readonly [number, number] | undefined): DirectoryEntry {
  const [sizeBytes, seconds] = measured ?? [0, 0];
  return {
    name: raw.name,
    path: `${folder === '/' ? '' : folder.replace(/\/+$/, '')}/${raw.name}`,
    kind: raw.kind === 'folder' ? 'directory' : raw.kind === 'image' ? 'image' : 'other',
    sizeBytes,
    modifiedEpochMs: seconds * 1000,
    isReadable: raw.isReadable,
    problem: findProblem(raw),
  };
}

function findProblem({ kind, isText, isReadable }: RawEntry): string | null {
  if (!isText) {
    return 'Its name holds bytes that are no UTF-8 text, so it cannot be named in a command. Rename it on the host.';
  }
  if (kind === 'broken') {
    return 'It is a link to a file that is not there.';
  }
  return isReadable ? null : 'It may not be read.';
}

function describeRest(path: string, total: number, shown: number): string {
  const count = (entries: number) => entries.toLocaleString('en-US');
  return `${path} holds ${count(total)} entries. The first ${count(shown)} are shown, folders and images first.`;
}
