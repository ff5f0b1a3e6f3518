import type { BootEntry } from '../image-description.ts';
import { byteAt, readUint16 } from './read-bytes.ts';

const entryBytes = 32;
const mostEntries = 64;

/** The ways to boot (El Torito 1.0, section 2): the default entry first, then those of the sections. */
export function parseBootCatalog(bytes: Uint8Array): readonly BootEntry[] {
  if (byteAt(bytes, 0) !== 1 || byteAt(bytes, 30) !== 0x55 || byteAt(bytes, 31) !== 0xaa) {
    return [];
  }
  const entries = [toEntry(bytes, entryBytes, byteAt(bytes, 1))];
  let at = 2 * entryBytes;
  while (at < bytes.length && entries.length < mostEntries) {
    const kind = byteAt(bytes, at);
    if (kind !== 0x90 && kind !== 0x91) {
      break;
    }
    const platform = byteAt(bytes, at + 1);
    const count = Math.min(readUint16(bytes, at + 2), mostEntries);
    for (let index = 1; index <= count; index += 1) {
      entries.push(toEntry(bytes, at + index * entryBytes, platform));
    }
    at += (count + 1) * entryBytes;
    if (kind === 0x91) {
      break;
    }
  }
  return entries;
}

const platforms: Readonly<Record<number, BootEntry['platform']>> = { 0: 'bios', 1: 'powerpc', 2: 'mac', 0xef: 'efi' };

function toEntry(bytes: Uint8Array, at: number, platform: number): BootEntry {
  const media = byteAt(bytes, at + 1) & 0x0f;
  return {
    platform: platforms[platform] ?? 'other',
    isBootable: byteAt(bytes, at) === 0x88,
    emulation: media === 0 ? 'none' : media === 4 ? 'hard-disk' : 'floppy',
  };
}
