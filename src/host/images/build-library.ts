import { HostError } from '#core/ports/host-error.ts';
import type { FoundImages, LibraryFolder, LibraryImage, PartialImage, PartialSource } from '#domain/images/image-library.ts';
import { joinPath } from '#domain/images/image-name.ts';
import { parseVolume } from '#domain/images/iso/parse-volume.ts';
import { decodeBytes } from '../facts/decode-bytes.ts';
import type { Section } from '../facts/section.ts';
import { toFact, toRaw } from '../facts/to-fact.ts';
import { parseNames, type RawName } from './parse-names.ts';
import type { ReaderAnswer } from './run-reader.ts';
import { splitBySeparator } from './split-by-separator.ts';

interface Measured extends RawName {
  readonly folder: string;
  readonly sizeBytes: number;
  readonly modifiedEpochMs: number;
}

/** The answer of list-images.sh about these folders. */
export function buildLibrary({ sections, nonce }: ReaderAnswer, folders: readonly string[]): FoundImages {
  const names = need(sections, 'names', parseNames);
  const files = measure(names, need(sections, 'sizes', parseSizes), folders, sections);
  const heads = splitBySeparator(decodeBytes(need(sections, 'heads', keep)), `${nonce}\n`);
  const abouts = splitBySeparator(decodeBytes(need(sections, 'abouts', keep)), `${nonce} `);
  const images = files.filter(({ kind }) => kind === 'image');
  const parts = files.filter(({ kind }) => kind === 'part');
  if (heads.length !== images.length || abouts.length !== parts.length) {
    throw changed(sections);
  }
  const total = Number(need(sections, 'count', keep));
  return {
    folders: buildFolders(sections, folders),
    images: [
      ...images.map((file, index) => toImage(file, heads[index])),
      ...files.filter(({ kind }) => kind === 'broken').map((file) => toImage(file, undefined)),
    ],
    partials: parts.map((file, index) => toPartial(file, abouts[index]?.toString('utf8') ?? '')),
    notice:
      total > names.length
        ? `The folders hold ${total.toString()} images. The first ${names.length.toString()} are shown.`
        : null,
  };
}

function keep(output: string): string {
  return output;
}

function need<T>(sections: readonly Section[], name: string, parse: (output: string) => T): T {
  const fact = toFact(sections, name, ({ output }) => parse(output));
  if (fact.kind === 'unavailable') {
    throw new HostError('unexpected-output', `The ISO library could not be listed. ${fact.reason}.`, { raw: toRaw(sections) });
  }
  return fact.value;
}

function changed(sections: readonly Section[]): HostError {
  return new HostError('unexpected-output', 'The ISO library changed while it was read.', {
    hint: 'List it again.',
    raw: toRaw(sections),
  });
}

function parseSizes(text: string): readonly (readonly [sizeBytes: number, modifiedEpochMs: number])[] {
  return [...text.matchAll(/^(\d+) (-?\d+)$/gm)].map(([, size, seconds]) => [Number(size), Number(seconds) * 1000] as const);
}

function measure(
  names: readonly RawName[],
  sizes: ReturnType<typeof parseSizes>,
  folders: readonly string[],
  sections: readonly Section[],
): readonly Measured[] {
  const isThere = names.filter(({ kind }) => kind !== 'broken');
  if (isThere.length !== sizes.length) {
    throw changed(sections);
  }
  const byName = new Map(isThere.map((name, index) => [name, sizes[index]]));
  return names.map((name) => {
    const [sizeBytes, modifiedEpochMs] = byName.get(name) ?? [0, 0];
    return { ...name, folder: folders[name.folderNumber - 1] ?? '/', sizeBytes, modifiedEpochMs };
  });
}

function buildFolders(sections: readonly Section[], folders: readonly string[]): FoundImages['folders'] {
  const states = need(sections, 'folders', keep).trim().split('\n');
  const free = need(sections, 'free', keep).split('\n');
  return folders.map((path, index) => ({
    path,
    state: toState(states[index]),
    freeBytes: /^\d+$/.test(free[index] ?? '') ? Number(free[index]) * 1024 : null,
  }));
}

function toState(word: string | undefined): LibraryFolder['state'] {
  return word === 'ready' || word === 'missing' || word === 'no-folder' ? word : 'no-access';
}

function toImage(file: Measured, head: Buffer | undefined): Omit<LibraryImage, 'usedBy'> {
  const { name, folder, sizeBytes, modifiedEpochMs } = file;
  return {
    path: joinPath(folder, name),
    name,
    folder,
    sizeBytes,
    modifiedEpochMs,
    label: (head && parseVolume(head)?.label) ?? null,
    problem: findProblem(file),
  };
}

function findProblem({ kind, isText, isReadable, sizeBytes }: Measured): string | null {
  if (!isText) {
    return 'Its name holds bytes that are no UTF-8 text, so it cannot be named in a command. Rename it on the host.';
  }
  if (kind === 'broken') {
    return 'It is a link to a file that is not there.';
  }
  if (!isReadable) {
    return 'It may not be read.';
  }
  return sizeBytes === 0 ? 'It is empty.' : null;
}

/** `about` begins with whether somebody writes it now. */
function toPartial({ name, folder, sizeBytes, modifiedEpochMs }: Measured, about: string): PartialImage {
  const [state = '', ...lines] = about.split('\n');
  const values = new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const target = name.replace(/\.part$/, '');
  const total = values.get('total') ?? '';
  return {
    path: joinPath(folder, target),
    name: target,
    folder,
    partPath: joinPath(folder, name),
    sizeBytes,
    modifiedEpochMs,
    totalBytes: /^\d{1,16}$/.test(total) ? Number(total) : null,
    source: toSource(values),
    state: state === 'running' ? 'running' : values.get('state') === 'wrong-sum' ? 'wrong-sum' : 'waiting',
  };
}

function toSource(values: ReadonlyMap<string, string>): PartialSource {
  const url = values.get('url');
  if (values.get('from') === 'url' && url !== undefined) {
    const checksum = values.get('checksum') ?? '-';
    return { kind: 'url', url, checksum: checksum === '-' ? '' : checksum };
  }
  return { kind: values.get('from') === 'upload' ? 'upload' : 'unknown' };
}
