import { formatBytes } from '../format-bytes.ts';
import { getMachinePaths, type HostPaths } from '../machines/machine-paths.ts';
import { operationTag, ownerTag } from '../machines/volume-tags.ts';
import type { PlanStep } from '../plans/plan.ts';
import { unreachable } from '../unreachable.ts';
import { checkpointTag, type CheckpointDisk, type CheckpointMachine } from './checkpoint.ts';

const mebibyte = 1024 ** 2;

export interface SnapshotOwner {
  /** Of the checkpoint. */
  readonly name: string;
  /** Whose mark the snapshot carries: the operation that made the checkpoint, also where a restore makes it anew. */
  readonly operationId: string;
}

/** Makes the snapshot of one machine's disk; taking it back removes nothing but this very snapshot. */
export function buildSnapshotStep(machine: CheckpointMachine, owner: SnapshotOwner, paths: HostPaths): PlanStep {
  const { disk, name } = machine;
  switch (disk.kind) {
    case 'lvm':
    case 'lvm-thin':
      return buildVolumeSnapshot(name, disk, owner);
    case 'qcow2':
      return buildFileSnapshot(machine, disk, paths);
    default:
      return unreachable(disk, 'checkpoint disk');
  }
}

/** lvcreate with all that marks the snapshot. */
function buildVolumeSnapshot(
  machine: string,
  disk: Extract<CheckpointDisk, { readonly kind: 'lvm' | 'lvm-thin' }>,
  { name, operationId }: SnapshotOwner,
): PlanStep {
  const { group, volume, snapshot } = disk;
  const tags = [ownerTag, checkpointTag(name), operationTag(operationId)];
  const room = disk.kind === 'lvm' ? ['-L', `${Math.ceil(disk.roomBytes / mebibyte)}m`] : [];
  return {
    id: `snapshot-${machine}`,
    title: `Snapshot ${group}/${volume}, the disk of ${machine}`,
    action: {
      kind: 'run',
      argv: [
        ...['lvcreate', '-s', '-n', snapshot, ...room],
        ...tags.flatMap((tag) => ['--addtag', tag]),
        ...['--yes', `${group}/${volume}`],
      ],
    },
    notes: [
      { option: '-s', explanation: 'A snapshot: from now on it keeps what the disk holds at this moment.' },
      { option: `-n ${snapshot}`, explanation: 'Its name in LVM. The tags say which checkpoint it belongs to.' },
      disk.kind === 'lvm'
        ? {
            option: room.join(' '),
            explanation: `Room for ${formatBytes(disk.roomBytes)} of changes. If more than that is written to the disk, the snapshot is lost.`,
          }
        : {
            option: `${group}/${volume}`,
            explanation: `A thin volume: the snapshot takes its room from pool ${disk.pool} as needed.`,
          },
      { option: '--addtag', explanation: 'Marks whose it is. Nutshell removes no snapshot without these marks.' },
    ],
    check: ['lvs', '--noheadings', '-o', 'lv_name', `${group}/${snapshot}`],
    undo: {
      title: `Remove snapshot ${group}/${snapshot}`,
      argv: ['remove-volume.sh', group, snapshot, operationTag(operationId)],
      coversFailure: true,
    },
  };
}

function buildFileSnapshot(
  { name, uuid, state }: CheckpointMachine,
  { path, snapshot }: Extract<CheckpointDisk, { readonly kind: 'qcow2' }>,
  paths: HostPaths,
): PlanStep {
  const { control } = getMachinePaths(name, paths);
  const words = [uuid, control, path, snapshot];
  return {
    id: `snapshot-${name}`,
    title: `Snapshot inside ${path}, the disk of ${name}`,
    action: { kind: 'run', argv: ['snapshot-file.sh', 'create', ...words] },
    notes: [
      {
        option: 'create',
        explanation:
          state === 'stopped'
            ? 'With qemu-img snapshot -c: the machine does not run.'
            : 'By the machine’s own QEMU (blockdev-snapshot-internal-sync): nobody else may write to the file while it runs.',
      },
      { option: snapshot, explanation: 'Its name inside the file. It takes room in the file as the guest writes.' },
    ],
    check: null,
    undo: {
      title: `Delete snapshot ${snapshot} inside ${path}`,
      argv: ['snapshot-file.sh', 'delete', ...words],
      coversFailure: true,
    },
  };
}
