import type { Fact } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { VolumeGroup } from '../hosts/storage-facts.ts';
import type { Taken } from './collect-taken.ts';
import { describeBytes, describeDisk, toDiskBytes } from './disk-size.ts';
import type { DraftField, DraftProblem } from './draft-problem.ts';
import type { MachineDraft } from './machine-definition.ts';
import { getDiskPath, type MachineDisk } from './machine-disk.ts';

/** The installer takes no root file system below 20 GB (installclasses/silvereye, requiredSpace); its README says 35 GB. */
const usableDiskGiB = 35;

/** The disk, and the place it comes from. */
export function checkDisk(draft: MachineDraft, facts: HostFacts, taken: Taken): readonly DraftProblem[] {
  return [...checkPlace(draft.disk, facts), ...checkName(draft.disk, taken), ...checkUsable(draft)];
}

function checkPlace(disk: MachineDisk, { storage }: HostFacts): readonly DraftProblem[] {
  return disk.kind === 'lvm' ? checkGroup(disk, storage.groups) : [];
}

function checkGroup(
  { group: name, sizeGiB }: Extract<MachineDisk, { readonly kind: 'lvm' }>,
  groups: Fact<readonly VolumeGroup[]>,
): readonly DraftProblem[] {
  if (groups.kind === 'unavailable') {
    return [refusal('disk.place', `The host's volume groups could not be read: ${groups.reason}.`)];
  }
  const group = groups.value.find((one) => one.name === name);
  if (!group) {
    const names = groups.value.map((one) => one.name).join(', ');
    const remedy = names === '' ? 'The host has none: make one with pvcreate and vgcreate.' : `The host has ${names}.`;
    return [
      refusal('disk.place', `${name === '' ? 'No volume group is chosen' : `There is no volume group ${name}`}. ${remedy}`),
    ];
  }
  const neededBytes = Math.ceil(toDiskBytes(sizeGiB) / group.extentBytes) * group.extentBytes;
  return neededBytes > group.freeBytes
    ? [
        refusal(
          'disk.size',
          `${describeDisk(sizeGiB)} do not fit: volume group ${name} has ${describeBytes(group.freeBytes)} free of ${describeBytes(group.sizeBytes)}. Choose a smaller disk or another group.`,
        ),
      ]
    : [];
}

function checkName(disk: MachineDisk, taken: Taken): readonly DraftProblem[] {
  const path = getDiskPath(disk);
  const holder = taken.disks.get(path);
  const message =
    disk.kind === 'file'
      ? `${path} exists already, and what is in it may be needed. Choose another name for the disk.`
      : `Volume ${disk.group}/${disk.name} exists already, and what is on it may be needed. Choose another volume name.`;
  return holder === undefined ? [] : [refusal('disk.name', message)];
}

function checkUsable({ disk: { sizeGiB }, isoPath }: MachineDraft): readonly DraftProblem[] {
  const message = `A FastStart cloud wants ${usableDiskGiB} GiB of disk or more (100 are sensible); on ${describeDisk(sizeGiB)} it may install and not work.`;
  return isoPath !== null && sizeGiB < usableDiskGiB ? [{ field: 'disk.size', level: 'warning', message }] : [];
}

function refusal(field: DraftField, message: string): DraftProblem {
  return { field, level: 'refusal', message };
}
