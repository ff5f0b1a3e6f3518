import type { HostFacts } from '../hosts/host-facts.ts';
import type { Taken } from './collect-taken.ts';
import { checkPlace } from './check-place.ts';
import { describeDisk } from './disk-size.ts';
import type { DraftProblem } from './draft-problem.ts';
import type { MachineDraft } from './machine-definition.ts';
import { getDiskPath, type MachineDisk } from './machine-disk.ts';

/** The installer takes no root file system below 20 GB (installclasses/silvereye, requiredSpace); its README says 35 GB. */
const usableDiskGiB = 35;

/** The disk, and the place it comes from. */
export function checkDisk(draft: MachineDraft, facts: HostFacts, taken: Taken): readonly DraftProblem[] {
  return [...checkPlace(draft.disk, facts), ...checkName(draft.disk, taken), ...checkUsable(draft)];
}

function checkName(disk: MachineDisk, taken: Taken): readonly DraftProblem[] {
  const path = getDiskPath(disk);
  const holder = taken.disks.get(path);
  const message =
    disk.kind === 'file'
      ? `${path} exists already, and what is in it may be needed. Choose another name for the disk.`
      : `Volume ${disk.group}/${disk.name} exists already, and what is on it may be needed. Choose another volume name.`;
  return holder === undefined ? [] : [{ field: 'disk.name', level: 'refusal', message }];
}

function checkUsable({ disk: { sizeGiB }, isoPath }: MachineDraft): readonly DraftProblem[] {
  const message = `A FastStart cloud wants ${usableDiskGiB} GiB of disk or more (100 are sensible); on ${describeDisk(sizeGiB)} it may install and not work.`;
  return isoPath !== null && sizeGiB < usableDiskGiB ? [{ field: 'disk.size', level: 'warning', message }] : [];
}
