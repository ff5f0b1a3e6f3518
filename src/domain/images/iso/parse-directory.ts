import { byteAt, readLatin1, readText, readUcs2, readUint32, toShown } from './read-bytes.ts';
import { sectorBytes } from './sectors.ts';

export interface IsoEntry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly sector: number;
  readonly bytes: number;
}

/** More than any real folder of an installer's first levels holds. */
const mostEntries = 5_000;

/**
 * The entries of a directory (ECMA-119, section 9.1) without itself and its parent. Names are Rock Ridge's where there are any,
 * else `joliet` ones, else the plain ones in lower case and without a version.
 */
export function parseDirectory(bytes: Uint8Array, joliet: boolean): readonly IsoEntry[] {
  const entries: IsoEntry[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < mostEntries) {
    const length = byteAt(bytes, at);
    if (length < 34) {
      // A record never crosses a sector: the rest of this one is empty.
      at = (Math.floor(at / sectorBytes) + 1) * sectorBytes;
      continue;
    }
    const entry = parseRecord(bytes.subarray(at, at + length), joliet);
    if (entry) {
      entries.push(entry);
    }
    at += length;
  }
  return entries;
}

/** The root's first record, the one about itself, says whether the rest is in use (SUSP, 5.3: SP). */
export function hasRockRidge(root: Uint8Array): boolean {
  return readLatin1(root, 34, Math.max(0, byteAt(root, 0) - 34)).includes('SP\x07\x01\xbe\xef');
}

function parseRecord(record: Uint8Array, joliet: boolean): IsoEntry | null {
  const nameLength = byteAt(record, 32);
  if (33 + nameLength > record.length || (nameLength === 1 && byteAt(record, 33) <= 1)) {
    return null;
  }
  const plain = joliet ? readUcs2(record, 33, nameLength) : readLatin1(record, 33, nameLength).toLowerCase();
  // The name is padded to an even place; behind it is what SUSP calls the system use area.
  const name = readRockRidgeName(record, 33 + nameLength + (nameLength % 2 === 0 ? 1 : 0)) ?? plain.replace(/\.?;\d+$/, '');
  return {
    name: toShown(name),
    isDirectory: (byteAt(record, 25) & 2) !== 0,
    sector: readUint32(record, 2),
    bytes: readUint32(record, 10),
  };
}

/** The parts of all NM fields (IEEE P1282, 4.1.4); null where there are none. */
function readRockRidgeName(record: Uint8Array, from: number): string | null {
  const parts: Uint8Array[] = [];
  for (let at = from; at + 4 < record.length;) {
    const length = byteAt(record, at + 2);
    if (length < 4) {
      break;
    }
    if (readLatin1(record, at, 2) === 'NM') {
      parts.push(record.subarray(at + 5, at + length));
    }
    at += length;
  }
  return parts.length === 0 ? null : parts.map(readText).join('');
}
