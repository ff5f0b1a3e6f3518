import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { defaultDiskFolder, findDiskRoom, listDiskRooms, type DiskRoom } from './disk-room.ts';
import type { DiskPlace } from './machine-disk.ts';

/** A volume group with less left is for nothing; a thin pool often has the whole group. */
const usefulGroupBytes = 1024 ** 3;

/**
 * Where a new disk goes: where the person said for this host, if that can be; else the group with the most room, as the seed has it;
 * else the thin pool with the most room; else a file in Nutshell's own folder, which every host has.
 */
export function proposePlace(facts: HostFacts, preferred: DiskPlace | null): DiskPlace {
  const wanted = preferred && findDiskRoom(facts, preferred);
  if (wanted && wanted.obstacle === null) {
    return wanted.place;
  }
  const rooms = listDiskRooms(facts).filter(({ obstacle }) => obstacle === null);
  const groups = rooms.filter(({ place, freeBytes }) => place.kind === 'lvm' && freeBytes >= usefulGroupBytes);
  const pools = rooms.filter(({ place }) => place.kind === 'lvm-thin');
  return (findLargest(groups) ?? findLargest(pools))?.place ?? proposeFolder(facts);
}

function findLargest(rooms: readonly DiskRoom[]): DiskRoom | undefined {
  return rooms.toSorted((one, other) => other.freeBytes - one.freeBytes)[0];
}

function proposeFolder({ tools }: HostFacts): DiskPlace {
  const hasQemuImg = valueOr(tools, null)?.qemuImg !== null;
  return { kind: 'file', folder: defaultDiskFolder, format: hasQemuImg ? 'qcow2' : 'raw' };
}
