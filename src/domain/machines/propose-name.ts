import type { Taken } from './collect-taken.ts';
import { getDiskPath, type DiskPlace } from './machine-disk.ts';
import type { MachineRole } from './machine-role.ts';

/** ciab, ciab-2, ciab-3 …: the first that neither a machine nor a disk in that place has. */
export function proposeName(role: MachineRole, place: DiskPlace, taken: Taken): string {
  return findFree(role, (name) => taken.machineNames.has(name) || isDiskTaken(name, place, taken));
}

/** A name for the disk of a machine called `name`: its own, or the next with a number where somebody has that. */
export function proposeDiskName(name: string, place: DiskPlace, taken: Taken): string {
  return findFree(name, (candidate) => isDiskTaken(candidate, place, taken));
}

function isDiskTaken(name: string, place: DiskPlace, taken: Taken): boolean {
  return taken.disks.has(getDiskPath({ ...place, name, sizeGiB: 0 }));
}

function findFree(stem: string, isTaken: (name: string) => boolean): string {
  let name = stem;
  for (let number = 2; isTaken(name); number++) {
    name = `${stem}-${number}`;
  }
  return name;
}
