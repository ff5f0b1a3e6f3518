import type { ImageContent, ImageDescription, IsoDescription } from './image-description.ts';
import { parseBootCatalog } from './iso/parse-boot-catalog.ts';
import { descriptorCount, firstDescriptor, parseVolume, type Volume } from './iso/parse-volume.ts';
import { byteAt, readLatin1 } from './iso/read-bytes.ts';
import { openIsoFiles } from './iso/read-iso-files.ts';
import type { Extent, SectorReading } from './iso/sectors.ts';
import { readBootMenus } from './menus/read-boot-menus.ts';

export interface ImageFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedEpochMs: number;
}

/**
 * What is worth reading before anybody has asked: mkisofs and xorriso put all folders of an ISO here, so that only its menus are
 * left to a second round trip.
 */
export const firstExtents: readonly Extent[] = [{ sector: 0, count: 192 }];

/** Says what a file is. Never fails, whatever it holds: what cannot be made sense of becomes a sentence. */
export function* readImage(file: ImageFile): SectorReading<ImageDescription> {
  const [start = new Uint8Array(), descriptors = new Uint8Array()] = yield [
    { sector: 0, count: 1 },
    { sector: firstDescriptor, count: descriptorCount },
  ];
  const volume = parseVolume(descriptors);
  if (!volume) {
    const { content, summary } = recogniseOther(start, descriptors, file.sizeBytes);
    return { ...file, content, summary, problems: [] };
  }
  const iso = yield* readIso(volume);
  return { ...file, content: { kind: 'iso', iso }, summary: summarise(iso), problems: findProblems(iso, file) };
}

function* readIso(volume: Volume): SectorReading<IsoDescription> {
  const [catalog = new Uint8Array()] = volume.bootCatalog === null ? [] : yield [{ sector: volume.bootCatalog, count: 1 }];
  const menus = yield* readBootMenus(yield* openIsoFiles(volume));
  return {
    ...volume.label,
    application: volume.application,
    volumeBytes: volume.sizeBytes,
    boot: volume.bootCatalog === null ? [] : parseBootCatalog(catalog),
    menus,
  };
}

function summarise({ volume, isBootable, menus }: IsoDescription): string {
  const name = volume === '' ? 'an ISO without a name' : `the ISO “${volume}”`;
  const count = menus[0]?.entries.length ?? 0;
  const menu = count > 0 ? ` Its boot menu has ${count === 1 ? 'one entry' : `${count.toString()} entries`}.` : '';
  return isBootable ? `This is ${name}, and machines can boot from it.${menu}` : `This is ${name}. It cannot be booted.${menu}`;
}

function findProblems(iso: IsoDescription, { sizeBytes }: ImageFile): readonly string[] {
  const isCut = iso.volumeBytes > sizeBytes;
  const isSilent = iso.isBootable && iso.menus.length === 0;
  return [
    ...(isCut ? ['The file is shorter than the volume in it: it was not fetched to its end, or is damaged.'] : []),
    ...(isSilent
      ? ['No boot menu was found where installers keep one: it may have none, or a loader that Nutshell cannot read.']
      : []),
  ];
}

interface Recognised {
  readonly content: ImageContent;
  readonly summary: string;
}

const signatures: readonly (readonly [RegExp, string])[] = [
  [/^QFI\xfb/, 'This is a disk image of QEMU (qcow2), not an ISO.'],
  [/^\x1f\x8b/, 'This is compressed (gzip): unpack it on the host first.'],
  [/^\xfd7zXZ/, 'This is compressed (xz): unpack it on the host first.'],
  [/^BZh/, 'This is compressed (bzip2): unpack it on the host first.'],
  [/^PK\x03\x04/, 'This is a ZIP archive: unpack it on the host first.'],
  [
    /^\s*(<!doctype|<html|<\?xml)/i,
    'This is a web page, not an image: what was fetched is probably the page about it, or an error.',
  ],
];

function recogniseOther(start: Uint8Array, descriptors: Uint8Array, sizeBytes: number): Recognised {
  const head = readLatin1(start, 0, 64);
  const known = signatures.find(([pattern]) => pattern.test(head))?.[1];
  if (sizeBytes === 0) {
    return { content: { kind: 'other' }, summary: 'The file is empty.' };
  }
  if (known !== undefined) {
    return { content: { kind: 'other' }, summary: known };
  }
  if (readLatin1(descriptors, 1, 5) === 'BEA01') {
    return {
      content: { kind: 'other' },
      summary: 'This is a disc with UDF alone, which Nutshell cannot look into. It may boot all the same.',
    };
  }
  if (byteAt(start, 510) === 0x55 && byteAt(start, 511) === 0xaa) {
    return { content: { kind: 'disk' }, summary: 'This is a disk or USB image with a boot sector, not an ISO.' };
  }
  return { content: { kind: 'other' }, summary: 'This is neither an ISO nor a disk image that Nutshell knows.' };
}
