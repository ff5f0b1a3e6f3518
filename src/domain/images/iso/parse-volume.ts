import type { ImageLabel } from '../image-library.ts';
import { byteAt, readField, readLatin1, readUint16, readUint32 } from './read-bytes.ts';
import { sectorBytes } from './sectors.ts';

/** Where volume descriptors begin, and how many of them are looked at. */
export const firstDescriptor = 16;
export const descriptorCount = 16;

export interface Directory {
  readonly sector: number;
  readonly bytes: number;
}

/** What the volume descriptors say (ECMA-119, section 8). */
export interface Volume {
  readonly label: ImageLabel;
  readonly application: string | null;
  readonly sizeBytes: number;
  readonly root: Directory;
  /** The second tree with long names, where there is one. */
  readonly jolietRoot: Directory | null;
  /** Sector of El Torito's boot catalogue. */
  readonly bootCatalog: number | null;
}

/** `bytes` begin at sector 16. null: this is no ISO 9660 volume. */
export function parseVolume(bytes: Uint8Array): Volume | null {
  const descriptors = listDescriptors(bytes);
  const primary = descriptors.find((descriptor) => byteAt(descriptor, 0) === 1);
  if (!primary) {
    return null;
  }
  const bootCatalog = descriptors.map(findBootCatalog).find((sector) => sector !== null) ?? null;
  const joliet = descriptors.find(isJoliet);
  return {
    label: {
      volume: readField(primary, 40, 32),
      publisher: readField(primary, 318, 128) || null,
      createdEpochMs: parseDate(primary, 813),
      isBootable: bootCatalog !== null,
    },
    application: readField(primary, 574, 128) || null,
    sizeBytes: readUint32(primary, 80) * (readUint16(primary, 128) || sectorBytes),
    root: readRoot(primary),
    jolietRoot: joliet ? readRoot(joliet) : null,
    bootCatalog,
  };
}

/** Up to the terminator, or to the first sector that is none. */
function listDescriptors(bytes: Uint8Array): readonly Uint8Array[] {
  const all = Array.from({ length: Math.floor(bytes.length / sectorBytes) }, (_, index) =>
    bytes.subarray(index * sectorBytes, (index + 1) * sectorBytes),
  );
  const end = all.findIndex((sector) => readLatin1(sector, 1, 5) !== 'CD001' || byteAt(sector, 0) === 255);
  return end < 0 ? all : all.slice(0, end);
}

function readRoot(descriptor: Uint8Array): Directory {
  return { sector: readUint32(descriptor, 158), bytes: readUint32(descriptor, 166) };
}

function isJoliet(descriptor: Uint8Array): boolean {
  return byteAt(descriptor, 0) === 2 && /^%\/[@CE]/.test(readLatin1(descriptor, 88, 3));
}

function findBootCatalog(descriptor: Uint8Array): number | null {
  const isElTorito = byteAt(descriptor, 0) === 0 && readLatin1(descriptor, 7, 23) === 'EL TORITO SPECIFICATION';
  return isElTorito ? readUint32(descriptor, 71) : null;
}

/** Sixteen digits and the zone in quarters of an hour; all zeros is no date. */
function parseDate(bytes: Uint8Array, at: number): number | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d$/.exec(readLatin1(bytes, at, 16));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found?.slice(1).map(Number) ?? [];
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31) {
    return null;
  }
  const zoneMinutes = ((byteAt(bytes, at + 16) << 24) >> 24) * 15;
  return Date.UTC(year, month - 1, day, hour, minute, second) - zoneMinutes * 60_000;
}
