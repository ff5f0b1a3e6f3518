import { getMachinePaths, hostPaths, type HostPaths } from '../machines/machine-paths.ts';
import { operationTag } from '../machines/volume-tags.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import { toRecordFlag } from './build-guard-flags.ts';
import { getCheckpointPaths, type CheckpointMachine, type CheckpointRecord } from './checkpoint.ts';

/** Removes the snapshots and, last, the record: a deletion that stops halfway leaves a checkpoint that can be deleted again. */
export function buildDeleteCheckpointPlan(record: CheckpointRecord, paths: HostPaths = hostPaths): Plan {
  const { name, machines } = record;
  return {
    title: `Delete checkpoint ${name}`,
    subject: name,
    target: { kind: 'checkpoint', name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [
      {
        id: 'check-host',
        title: 'Check again that it is the checkpoint that was reviewed',
        action: {
          kind: 'guard',
          script: 'guard-checkpoint.sh',
          args: toRecordFlag(record, paths),
          refusal: 'It is no longer the checkpoint that was reviewed.',
        },
        notes: [],
        check: null,
        undo: null,
      },
      ...machines.map((machine) => buildRemoval(machine, record, paths)),
      {
        id: 'remove-record',
        title: `Remove the record of checkpoint ${name}`,
        action: { kind: 'run', argv: ['rm', '-rf', getCheckpointPaths(name, paths).folder] },
        notes: [],
        check: null,
        undo: null,
      },
    ],
  };
}

function buildRemoval({ name, uuid, disk }: CheckpointMachine, { operationId }: CheckpointRecord, paths: HostPaths): PlanStep {
  const step = { id: `remove-snapshot-${name}`, check: null, undo: null };
  if (disk.kind === 'qcow2') {
    const { control } = getMachinePaths(name, paths);
    return {
      ...step,
      title: `Delete the snapshot inside ${disk.path}, the disk of ${name}`,
      action: { kind: 'run', argv: ['snapshot-file.sh', 'delete', uuid, control, disk.path, disk.snapshot] },
      notes: [{ option: 'delete', explanation: 'By the machine’s own QEMU where it runs, with qemu-img where it does not.' }],
    };
  }
  const tag = operationTag(operationId);
  return {
    ...step,
    title: `Remove snapshot ${disk.group}/${disk.snapshot}, of the disk of ${name}`,
    action: { kind: 'run', argv: ['remove-volume.sh', disk.group, disk.snapshot, tag] },
    notes: [{ option: tag, explanation: 'The mark that the snapshot must carry; without it nothing is removed.' }],
  };
}
