import { decodeBytes } from './decode-bytes.ts';
import { splitRecords } from './split-records.ts';
import { Unreadable } from './unreadable.ts';

export interface RecordFile {
  readonly path: string;
  readonly raw: string;
}

/** What records_of of collect.sh prints: paths, NUL after each, then the files' contents. */
export function parseRecordFiles(text: string, nonce: string): readonly RecordFile[] {
  if (text.trim() === '') {
    return [];
  }
  const { head, records } = splitRecords(decodeBytes(text), nonce);
  const paths = head.toString('utf8').split('\0').filter(Boolean);
  if (paths.length !== records.length) {
    throw new Unreadable(`${paths.length} records came with ${records.length} contents`);
  }
  return paths.map((path, at) => ({ path, raw: records[at]?.toString('utf8') ?? '' }));
}
