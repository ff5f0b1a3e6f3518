import type { PlanStep } from '../plans/plan.ts';
import { unreachable } from '../unreachable.ts';
import { buildFileDiskSteps } from './build-file-disk-steps.ts';
import { describeDisk, toLvmSize } from './disk-size.ts';
import type { LaunchIdentity } from './launch-identity.ts';
import { getDiskPath, type DiskOf, type MachineDisk } from './machine-disk.ts';
import { machineTag, operationTag, ownerTag } from './volume-tags.ts';

/** The steps that make the disk, each with the command as a person would type it. */
export function buildDiskSteps(disk: MachineDisk, identity: LaunchIdentity): readonly PlanStep[] {
  switch (disk.kind) {
    case 'lvm':
      return [buildVolume(disk, identity)];
    case 'lvm-thin':
      return [buildThinVolume(disk, identity)];
    case 'file':
      return buildFileDiskSteps(disk, identity);
    default:
      return unreachable(disk, 'machine disk');
  }
}

const tagNote = { option: '--addtag', explanation: 'Marks whose it is. Nutshell removes no volume without these marks.' };

function buildTags({ operationId, uuid }: LaunchIdentity): readonly string[] {
  return [ownerTag, machineTag(uuid), operationTag(operationId)].flatMap((tag) => ['--addtag', tag]);
}

function buildVolume(disk: DiskOf<'lvm'>, identity: LaunchIdentity): PlanStep {
  const { group, name, sizeGiB } = disk;
  const size = toLvmSize(sizeGiB);
  return {
    ...buildVolumeFrame(disk, identity),
    title: `Create volume ${name}, ${describeDisk(sizeGiB)}, in ${group}`,
    action: {
      kind: 'run',
      argv: ['lvcreate', '-n', name, '-L', size, ...buildTags(identity), '--wipesignatures', 'y', '--yes', group],
    },
    notes: [
      { option: `-n ${name}`, explanation: 'The name of the volume.' },
      { option: `-L ${size}`, explanation: `Its size, ${describeDisk(sizeGiB)}, taken from the group at once.` },
      tagNote,
      {
        option: '--wipesignatures y --yes',
        explanation: 'This room was free; what an earlier, removed volume left there must not be booted or mounted.',
      },
      { option: group, explanation: 'The volume group.' },
    ],
  };
}

function buildThinVolume(disk: DiskOf<'lvm-thin'>, identity: LaunchIdentity): PlanStep {
  const { group, pool, name, sizeGiB } = disk;
  const size = toLvmSize(sizeGiB);
  return {
    ...buildVolumeFrame(disk, identity),
    title: `Create thin volume ${name}, ${describeDisk(sizeGiB)}, in ${group}/${pool}`,
    action: {
      kind: 'run',
      argv: ['lvcreate', '-V', size, '--thinpool', pool, '-n', name, ...buildTags(identity), '--yes', group],
    },
    notes: [
      {
        option: `-V ${size}`,
        explanation: `The size that the guest sees, ${describeDisk(sizeGiB)}. Room is taken from the pool only as the guest writes.`,
      },
      {
        option: `--thinpool ${pool}`,
        explanation: 'The pool that the room comes from. Several volumes may promise more than it has.',
      },
      { option: `-n ${name}`, explanation: 'The name of the volume.' },
      tagNote,
      { option: '--yes', explanation: 'Nobody is there to answer questions; what was free in the pool reads as zeros.' },
      { option: group, explanation: 'The volume group.' },
    ],
  };
}

function buildVolumeFrame(disk: DiskOf<'lvm' | 'lvm-thin'>, { operationId }: LaunchIdentity) {
  const { group, name } = disk;
  return {
    id: 'create-volume',
    check: ['test', '-b', getDiskPath(disk)],
    undo: {
      title: `Remove volume ${group}/${name}`,
      argv: ['remove-volume.sh', group, name, operationTag(operationId)],
      coversFailure: true,
    },
  } as const;
}
