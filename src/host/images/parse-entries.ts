import { decodeBytes } from '../facts/decode-bytes.ts';
import { Unreadable } from '../facts/unreadable.ts';
import { toNameText } from './to-name-text.ts';

export interface RawEntry {
  readonly kind: 'folder' | 'image' | 'other' | 'broken';
  readonly isReadable: boolean;
  readonly name: string;
  readonly isText: boolean;
}

/** `KIND ACCESS NAME` for each entry, NUL-ended and encoded. */
export function parseEntries(text: string): readonly RawEntry[] {
  const bytes = decodeBytes(text);
  const entries: RawEntry[] = [];
  for (let from = 0, to = bytes.indexOf(0); to >= 0; from = to + 1, to = bytes.indexOf(0, from)) {
    entries.push(toEntry(bytes.subarray(from, to)));
  }
  return entries;
}

function toEntry(record: Buffer): RawEntry {
  const [, kind, access] = /^(folder|image|other|broken) (readable|unreadable) /.exec(record.toString('latin1')) ?? [];
  if (!isKind(kind) || access === undefined) {
    throw new Unreadable('The list of the folder holds an entry of no known form');
  }
  return { kind, isReadable: access === 'readable', ...toNameText(record.subarray(kind.length + access.length + 2)) };
}

function isKind(word: string | undefined): word is RawEntry['kind'] {
  return word === 'folder' || word === 'image' || word === 'other' || word === 'broken';
}
