import { decodeBytes } from '../facts/decode-bytes.ts';
import { Unreadable } from '../facts/unreadable.ts';
import { toNameText } from './to-name-text.ts';

export interface RawName {
  /** Which of the folders that were asked for, counted from 1. */
  readonly folderNumber: number;
  readonly kind: 'image' | 'part' | 'broken';
  readonly isReadable: boolean;
  readonly name: string;
  readonly isText: boolean;
}

/** `FOLDER KIND ACCESS NAME` for each file, NUL-ended and encoded. */
export function parseNames(text: string): readonly RawName[] {
  const bytes = decodeBytes(text);
  const names: RawName[] = [];
  for (let from = 0, to = bytes.indexOf(0); to >= 0; from = to + 1, to = bytes.indexOf(0, from)) {
    names.push(parseRecord(bytes.subarray(from, to)));
  }
  return names;
}

function parseRecord(record: Buffer): RawName {
  const head = /^(\d+) (image|part|broken) (readable|unreadable) /.exec(record.toString('latin1'));
  const kind = head?.[2];
  if (!head || (kind !== 'image' && kind !== 'part' && kind !== 'broken')) {
    throw new Unreadable('The list of images holds an entry of no known form');
  }
  return {
    folderNumber: Number(head[1]),
    kind,
    isReadable: head[3] === 'readable',
    ...toNameText(record.subarray(head[0].length)),
  };
}
