import type { HostFacts } from '../hosts/host-facts.ts';
import { describePlace } from './describe-place.ts';
import { findDiskRoom, isSamePlace } from './disk-room.ts';
import type { DraftProblem } from './draft-problem.ts';
import { getDiskPlace, type DiskPlace, type MachineDisk } from './machine-disk.ts';

/** Says why a disk does not go where the person wants disks on this host. A folder that was not looked at says nothing. */
export function checkPreferredPlace(disk: MachineDisk, preferred: DiskPlace | null, facts: HostFacts): readonly DraftProblem[] {
  if (preferred === null || isSamePlace(disk, preferred)) {
    return [];
  }
  const obstacle = findObstacle(preferred, facts);
  const message = `New disks go to ${describePlace(preferred)} on this host, as you chose; this one goes to ${describePlace(getDiskPlace(disk))}. ${obstacle ?? ''}`;
  return obstacle === null ? [] : [{ field: 'disk.place', level: 'warning', message }];
}

function findObstacle(preferred: DiskPlace, facts: HostFacts): string | null {
  const room = findDiskRoom(facts, preferred);
  if (room !== null) {
    return room.obstacle;
  }
  return preferred.kind === 'file' ? null : `The host shows no ${describePlace(preferred)} any more.`;
}
