import { known, valueOr, type Fact } from '../fact.ts';
import { unreachable } from '../unreachable.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { DiskFolder, StorageFacts, VolumeGroup } from '../hosts/storage-facts.ts';
import type { DiskPlace } from './machine-disk.ts';
import { fullPoolPercent, listThinPools, type ThinPool } from './thin-pool.ts';

/** A place for disks with the room that it has. */
export interface DiskRoom {
  readonly place: DiskPlace;
  readonly sizeBytes: number;
  /** Not written to yet. */
  readonly freeBytes: number;
  /** Of what is free, what disks that are there already may still take as their guests write. */
  readonly promisedBytes: number;
  /** Why no disk can be made there now, a sentence; null where one can. */
  readonly obstacle: string | null;
}

/** A file system that is this full gets no disk that grows. */
export const fullFolderPercent = 95;

/** Where Nutshell makes disk files unless told otherwise; in its own folder, for root alone. */
export const defaultDiskFolder = '/var/lib/nutshell/disks';

/** Gone with the next power cut. */
const fleetingFileSystems: readonly string[] = ['tmpfs', 'ramfs'];

/** Every place for disks that the host showed, groups first, then thin pools, then folders. */
export function listDiskRooms({ storage }: HostFacts): readonly DiskRoom[] {
  const folders = valueOr(storage.folders, []);
  return [
    ...valueOr(storage.groups, []).map(toGroupRoom),
    ...listThinPools(valueOr(storage.volumes, [])).map(toPoolRoom),
    ...folders.flatMap((folder) => (['qcow2', 'raw'] as const).map((format) => toFolderRoom(folder, format, folders))),
  ];
}

/** The room of one place; null where the host showed no such place. */
export function findDiskRoom(facts: HostFacts, place: DiskPlace): DiskRoom | null {
  return listDiskRooms(facts).find((room) => isSamePlace(room.place, place)) ?? null;
}

export function isSamePlace(one: DiskPlace, other: DiskPlace): boolean {
  switch (one.kind) {
    case 'lvm':
      return other.kind === 'lvm' && one.group === other.group;
    case 'lvm-thin':
      return other.kind === 'lvm-thin' && one.group === other.group && one.pool === other.pool;
    case 'file':
      return other.kind === 'file' && one.folder === other.folder && one.format === other.format;
    default:
      return unreachable(one, 'disk place');
  }
}

/** What is free and not promised to anybody; below 0 where more is promised than there is. */
export function getSpareBytes({ freeBytes, promisedBytes }: DiskRoom): number {
  return freeBytes - promisedBytes;
}

function toGroupRoom(group: VolumeGroup): DiskRoom {
  const { name, sizeBytes, freeBytes, extentBytes } = group;
  const obstacle = findGroupObstacle(group) ?? (freeBytes < extentBytes ? `Volume group ${name} has nothing free.` : null);
  return { place: { kind: 'lvm', group: name }, sizeBytes, freeBytes, promisedBytes: 0, obstacle };
}

/** Why nothing can be made in a group however much is free: the first, third and fourth characters of vg_attr, vgs(8). */
export function findGroupObstacle({ name, attributes }: VolumeGroup): string | null {
  const [permission = '', , exported = '', partial = ''] = attributes;
  if (exported === 'x') {
    return `Volume group ${name} is exported, for another host. "vgimport ${name}" takes it back.`;
  }
  if (partial === 'p') {
    return `A disk of volume group ${name} is missing, so nothing can be made in it: see "vgs -o +pv_name" and vgreduce(8).`;
  }
  return permission === 'r' ? `Volume group ${name} is read-only. "vgchange -p rw ${name}" changes that.` : null;
}

function toPoolRoom(pool: ThinPool): DiskRoom {
  const { group, name, sizeBytes, usedBytes, promisedBytes } = pool;
  return {
    place: { kind: 'lvm-thin', group, pool: name },
    sizeBytes,
    freeBytes: sizeBytes - usedBytes,
    promisedBytes: Math.max(0, promisedBytes - usedBytes),
    obstacle: findPoolObstacle(pool),
  };
}

function findPoolObstacle({ group, name, dataPercent, metadataPercent, failure }: ThinPool): string | null {
  if (failure !== null) {
    return `LVM says of thin pool ${group}/${name}: ${failure}. Nothing can be written to it; see lvs and lvmthin(7).`;
  }
  const full = dataPercent >= fullPoolPercent ? 'data' : metadataPercent >= fullPoolPercent ? 'metadata' : null;
  const percent = Math.floor(full === 'data' ? dataPercent : metadataPercent);
  return full === null
    ? null
    : `Thin pool ${group}/${name} is nearly full: ${percent} % of its ${full} room is in use. A full pool stops every machine on it. Extend it with lvextend, or choose another place.`;
}

function toFolderRoom(folder: DiskFolder, format: 'qcow2' | 'raw', folders: readonly DiskFolder[]): DiskRoom {
  const { sizeBytes, freeBytes, device } = folder.fileSystem;
  return {
    place: { kind: 'file', folder: folder.path, format },
    sizeBytes,
    freeBytes,
    promisedBytes: sumPromises(folders.filter(({ fileSystem }) => fileSystem.device === device)),
    obstacle: findFolderObstacle(folder),
  };
}

/** A sparse file's length is what it may grow to. A disk of Nutshell's has both its names listed once. */
function sumPromises(folders: readonly DiskFolder[]): number {
  return folders
    .flatMap(({ files }) => files)
    .reduce((sum, { sizeBytes, allocatedBytes }) => sum + Math.max(0, sizeBytes - allocatedBytes), 0);
}

function findFolderObstacle({ path, state, fileSystem }: DiskFolder): string | null {
  if (state === 'no-folder') {
    return `${path} is no folder. Choose a folder for the disk file.`;
  }
  if (state === 'not-there' && path !== defaultDiskFolder) {
    return `There is no folder ${path} on this host. Make it with mkdir, or choose one that is there.`;
  }
  if (fleetingFileSystems.includes(fileSystem.type)) {
    return `${path} lies in memory (${fileSystem.type}): its files are gone after a restart. Choose a folder on a disk.`;
  }
  const percent = fileSystem.sizeBytes > 0 ? 100 - (fileSystem.freeBytes / fileSystem.sizeBytes) * 100 : 100;
  return percent >= fullFolderPercent
    ? `The file system of ${path} is nearly full: ${Math.floor(percent)} % is in use. Make room there, or choose another place.`
    : null;
}

/** The facts with a folder that was looked at on its own, as if the reading had had it. */
export function withDiskFolder(storage: StorageFacts, folder: Fact<DiskFolder>): StorageFacts {
  if (folder.kind === 'unavailable') {
    return { ...storage, folders: folder };
  }
  const others = valueOr(storage.folders, []).filter(({ path }) => path !== folder.value.path);
  return { ...storage, folders: known([...others, folder.value], folder.command) };
}
