import { defaultDiskFolder } from '#domain/machines/disk-room.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { usageFault } from '../command-fault.ts';
import { suggestionFor } from '#domain/suggest-name.ts';

export interface PlaceOptions {
  readonly diskKind?: string;
  readonly vg?: string;
  readonly pool?: string;
  readonly folder?: string;
}

const kinds = ['lvm', 'thin', 'qcow2', 'raw'] as const;
type Kind = (typeof kinds)[number];

/** The place that the options name, or `otherwise` where they name none; what they leave out is taken from there. */
export function parsePlace<Otherwise extends DiskPlace | null>(
  options: PlaceOptions,
  otherwise: Otherwise,
): DiskPlace | Otherwise {
  const kind = findKind(options, otherwise);
  if (kind === null) {
    return otherwise;
  }
  refuseForeign(kind, options);
  return kind === 'qcow2' || kind === 'raw' ? toFolder(kind, options, otherwise) : toVolume(kind, options, otherwise);
}

function toFolder(format: 'qcow2' | 'raw', { folder }: PlaceOptions, otherwise: DiskPlace | null): DiskPlace {
  return { kind: 'file', folder: folder ?? (otherwise?.kind === 'file' ? otherwise.folder : defaultDiskFolder), format };
}

function toVolume(kind: 'lvm' | 'thin', { vg, pool }: PlaceOptions, otherwise: DiskPlace | null): DiskPlace {
  const group = vg ?? findGroup(otherwise) ?? fail('volume group', '--vg');
  return kind === 'lvm'
    ? { kind, group }
    : { kind: 'lvm-thin', group, pool: pool ?? (otherwise?.kind === 'lvm-thin' ? otherwise.pool : fail('thin pool', '--pool')) };
}

/** What was said, or what the other options can only mean; null where none of them was given. */
function findKind({ diskKind, vg, pool, folder }: PlaceOptions, otherwise: DiskPlace | null): Kind | null {
  if (diskKind !== undefined) {
    const known = kinds.find((kind) => kind === diskKind);
    if (known === undefined) {
      throw usageFault(`There is no kind of disk called ${diskKind}.`, suggestionFor(diskKind, [...kinds], 'kinds'));
    }
    return known;
  }
  if (folder !== undefined) {
    return otherwise?.kind === 'file' ? otherwise.format : 'qcow2';
  }
  return pool !== undefined ? 'thin' : vg !== undefined ? 'lvm' : null;
}

function refuseForeign(kind: Kind, { vg, pool, folder }: PlaceOptions): void {
  const isFile = kind === 'qcow2' || kind === 'raw';
  const foreign = isFile
    ? [...(vg === undefined ? [] : ['--vg']), ...(pool === undefined ? [] : ['--pool'])]
    : [...(folder === undefined ? [] : ['--folder']), ...(kind === 'lvm' && pool !== undefined ? ['--pool'] : [])];
  if (foreign.length > 0) {
    const hint = 'lvm takes --vg; thin takes --vg and --pool; qcow2 and raw take --folder.';
    throw usageFault(`A disk of kind ${kind} has no ${foreign.join(' and no ')}.`, hint);
  }
}

function findGroup(place: DiskPlace | null): string | undefined {
  return place === null || place.kind === 'file' ? undefined : place.group;
}

function fail(what: string, option: string): never {
  throw usageFault(`Which ${what}?`, `Give it with ${option}; \`nutshell hosts disks\` lists what the host has.`);
}
