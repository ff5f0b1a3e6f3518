import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { toDiskBytes } from '../machines/disk-size.ts';
import type { MachineDisk } from '../machines/machine-disk.ts';

const mebibyte = 1024 ** 2;

/** Of the disk, as long as the group has that much. An install or an update rewrites less than this between two checkpoints. */
const usualShare = 0.2;
const leastBytes = 1024 * mebibyte;

/** A snapshot with less than this would overflow at the next log file. */
export const minimumRoomBytes = 64 * mebibyte;

/** Of what a group has free: the rest is for whoever comes next. */
const usedShare = 0.9;

/** Room for each classic snapshot, by group and volume: a fifth of the disk, less where the group has less. `roomBytes` is a person's wish. */
export function proposeRooms(
  disks: readonly MachineDisk[],
  facts: HostFacts,
  roomBytes: number | null,
): ReadonlyMap<string, number> {
  const wanted = disks.flatMap((disk) => (disk.kind === 'lvm' ? [{ disk, bytes: roomBytes ?? toUsualRoom(disk) }] : []));
  return new Map(
    wanted.map(({ disk, bytes }) => {
      const inGroup = wanted.filter((other) => other.disk.group === disk.group);
      const sum = inGroup.reduce((total, other) => total + other.bytes, 0);
      const scale = roomBytes === null ? Math.min(1, (getFreeBytes(facts, disk.group) * usedShare) / sum) : 1;
      return [toRoomKey(disk.group, disk.name), Math.max(minimumRoomBytes, floorToMiB(bytes * scale))];
    }),
  );
}

export function toRoomKey(group: string, volume: string): string {
  return `${group}/${volume}`;
}

/** What a snapshot may keep at most is the whole disk, and a little to keep account of it. */
function toUsualRoom({ sizeGiB }: MachineDisk): number {
  const diskBytes = toDiskBytes(sizeGiB);
  return Math.min(diskBytes, Math.max(leastBytes, floorToMiB(diskBytes * usualShare)));
}

function floorToMiB(bytes: number): number {
  return Math.floor(bytes / mebibyte) * mebibyte;
}

function getFreeBytes({ storage }: HostFacts, group: string): number {
  return valueOr(storage.groups, []).find(({ name }) => name === group)?.freeBytes ?? 0;
}
