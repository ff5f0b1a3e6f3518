import type { Taken } from './collect-taken.ts';
import type { MachineRole } from './machine-role.ts';

/** ciab, ciab-2, ciab-3 …: the first that neither a machine nor a volume of the group has. */
export function proposeName(role: MachineRole, volumeGroup: string, taken: Taken): string {
  return findFree(role, (name) => taken.machineNames.has(name) || taken.volumes.has(`${volumeGroup}/${name}`));
}

/** A name for the volume of a machine called `name`: its own, or the next with a number where somebody has that. */
export function proposeVolumeName(name: string, volumeGroup: string, taken: Taken): string {
  return findFree(name, (candidate) => taken.volumes.has(`${volumeGroup}/${candidate}`));
}

function findFree(stem: string, isTaken: (name: string) => boolean): string {
  let name = stem;
  for (let number = 2; isTaken(name); number++) {
    name = `${stem}-${number}`;
  }
  return name;
}
