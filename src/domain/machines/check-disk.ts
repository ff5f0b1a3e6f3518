import type { HostFacts } from '../hosts/host-facts.ts';
import type { Taken } from './collect-taken.ts';
import { describeBytes, describeDisk, toDiskBytes } from './disk-size.ts';
import type { DraftProblem } from './draft-problem.ts';
import type { MachineDraft } from './machine-definition.ts';

/** The installer takes no root file system below 20 GB (installclasses/silvereye, requiredSpace); its README says 35 GB. */
const usableDiskGiB = 35;

/** The volume and the group it comes from. */
export function checkDisk(draft: MachineDraft, facts: HostFacts, taken: Taken): readonly DraftProblem[] {
  return [...checkGroup(draft, facts), ...checkVolume(draft, taken), ...checkUsable(draft)];
}

function checkGroup({ volumeGroup, diskGiB }: MachineDraft, { storage }: HostFacts): readonly DraftProblem[] {
  const { groups } = storage;
  if (groups.kind === 'unavailable') {
    return [refusal('volumeGroup', `The host's volume groups could not be read: ${groups.reason}.`)];
  }
  const group = groups.value.find(({ name }) => name === volumeGroup);
  if (!group) {
    const names = groups.value.map(({ name }) => name).join(', ');
    const remedy = names === '' ? 'The host has none: make one with pvcreate and vgcreate.' : `The host has ${names}.`;
    return [
      refusal(
        'volumeGroup',
        `${volumeGroup === '' ? 'No volume group is chosen' : `There is no volume group ${volumeGroup}`}. ${remedy}`,
      ),
    ];
  }
  const neededBytes = Math.ceil(toDiskBytes(diskGiB) / group.extentBytes) * group.extentBytes;
  return neededBytes > group.freeBytes
    ? [
        refusal(
          'diskGiB',
          `${describeDisk(diskGiB)} do not fit: volume group ${volumeGroup} has ${describeBytes(group.freeBytes)} free of ${describeBytes(group.sizeBytes)}. Choose a smaller disk or another group.`,
        ),
      ]
    : [];
}

function checkVolume({ volumeGroup, volumeName }: MachineDraft, taken: Taken): readonly DraftProblem[] {
  const isTaken = taken.volumes.has(`${volumeGroup}/${volumeName}`);
  const message = `Volume ${volumeGroup}/${volumeName} exists already, and what is on it may be needed. Choose another volume name.`;
  return isTaken ? [refusal('volumeName', message)] : [];
}

function checkUsable({ diskGiB, isoPath }: MachineDraft): readonly DraftProblem[] {
  const message = `A FastStart cloud wants ${usableDiskGiB} GiB of disk or more (100 are sensible); on ${describeDisk(diskGiB)} it may install and not work.`;
  return isoPath !== null && diskGiB < usableDiskGiB ? [{ field: 'diskGiB', level: 'warning', message }] : [];
}

function refusal(field: 'volumeGroup' | 'volumeName' | 'diskGiB', message: string): DraftProblem {
  return { field, level: 'refusal', message };
}
