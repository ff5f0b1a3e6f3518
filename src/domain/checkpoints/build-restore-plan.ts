import { getMachinePaths, hostPaths, type HostPaths } from '../machines/machine-paths.ts';
import { machineTag, operationTag, ownerTag } from '../machines/volume-tags.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import { buildPurgeStep, buildRecordSteps, buildSetAside } from '../removals/build-removal-steps.ts';
import { getAsideName, type RemovedDisk, type Removal } from '../removals/removal.ts';
import { buildRestoreFlags } from './build-guard-flags.ts';
import { buildSnapshotStep } from './build-snapshot-step.ts';
import type { CheckpointDisk, CheckpointMachine, CheckpointRecord } from './checkpoint.ts';

export interface RestoreInput {
  readonly record: CheckpointRecord;
  /** Of its machines, now. */
  readonly states: ReadonlyMap<string, CheckpointMachine['state']>;
  readonly operationId: string;
  readonly restoredBy: string;
  /** By the host's clock. */
  readonly nowEpochMs: number;
  /** For how long the present state is kept, where that can be done. */
  readonly graceSeconds: number;
  readonly paths?: HostPaths;
}

type DiskOf<Kind extends CheckpointDisk['kind']> = CheckpointMachine & {
  readonly disk: Extract<CheckpointDisk, { readonly kind: Kind }>;
};

/** Only a thin volume can keep the state it has now beside the one it gets back. */
export function isRestoreUndoable({ machines }: CheckpointRecord): boolean {
  return machines.every(({ disk }) => disk.kind === 'lvm-thin');
}

/** Powers the machines off and gives their disks back what they held. What can be taken back comes before what cannot. */
export function buildRestorePlan(input: RestoreInput): Plan {
  const { record, states, graceSeconds, paths = hostPaths } = input;
  const { name, machines } = record;
  const removal = toRemoval(input);
  const isUndoable = removal.isUndoable && graceSeconds > 0;
  const thin = machines.filter((machine): machine is DiskOf<'lvm-thin'> => machine.disk.kind === 'lvm-thin');
  const files = machines.filter((machine): machine is DiskOf<'qcow2'> => machine.disk.kind === 'qcow2');
  const classic = machines.filter((machine): machine is DiskOf<'lvm'> => machine.disk.kind === 'lvm');
  return {
    title: `Restore checkpoint ${name}`,
    subject: name,
    target: { kind: 'checkpoint', name },
    exclusion: 'host',
    undoableUntilEpochMs: isUndoable ? removal.purgeAfterEpochMs : null,
    steps: [
      buildGuard(input, paths),
      ...(thin.length === 0 ? [] : buildRecordSteps(removal, paths)),
      ...machines.filter((machine) => states.get(machine.name) !== 'stopped').map(buildPowerOff),
      ...thin.flatMap((machine, index) => [
        buildSetAside(toRemovedDisk(machine, input.operationId, index), machine.uuid, removal),
        buildThinRestore(machine, input.operationId),
      ]),
      ...files.map((machine) => buildFileRestore(machine, paths)),
      ...classic.flatMap((machine) => [
        buildMerge(machine, input.operationId),
        { ...buildSnapshotStep(machine, record, paths), id: `renew-${machine.name}`, undo: null },
      ]),
      ...(thin.length === 0 ? [] : [buildPurgeStep(removal, graceSeconds, paths)]),
    ],
  };
}

function toRemoval({ record, operationId, restoredBy, nowEpochMs, graceSeconds }: RestoreInput): Removal {
  const thin = record.machines.filter((machine): machine is DiskOf<'lvm-thin'> => machine.disk.kind === 'lvm-thin');
  return {
    version: 1,
    operationId,
    title: `Restore checkpoint ${record.name}`,
    machines: thin.map(({ name }) => name),
    removedEpochMs: nowEpochMs,
    removedBy: restoredBy,
    purgeAfterEpochMs: nowEpochMs + graceSeconds * 1_000,
    isUndoable: isRestoreUndoable(record),
    disks: thin.map((machine, index) => toRemovedDisk(machine, operationId, index)),
  };
}

function toRemovedDisk({ disk }: DiskOf<'lvm-thin'>, operationId: string, index: number): RemovedDisk {
  // What it takes from its pool cannot be told from its size.
  return { kind: 'volume', group: disk.group, name: disk.volume, aside: getAsideName(operationId, index), sizeBytes: null };
}

function buildGuard({ record, states }: RestoreInput, paths: HostPaths): PlanStep {
  return {
    id: 'check-host',
    title: 'Check again that everything is as it was reviewed',
    action: {
      kind: 'guard',
      script: 'guard-checkpoint.sh',
      args: buildRestoreFlags(record, states, paths),
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [
      {
        option: 'guard-checkpoint.sh',
        explanation: 'Reads the host once more while nobody else may change it: machines, disks, snapshots. Changes nothing.',
      },
    ],
    check: null,
    undo: null,
  };
}

function buildPowerOff({ name, uuid }: CheckpointMachine): PlanStep {
  return {
    id: `power-off-${name}`,
    title: `Power ${name} off`,
    action: { kind: 'run', argv: ['stop-machine.sh', uuid] },
    notes: [
      {
        option: uuid,
        explanation: 'Only the QEMU process that was started with this very -uuid: TERM first, KILL after ten seconds.',
      },
    ],
    check: null,
    undo: null,
  };
}

function buildThinRestore({ name, uuid, disk }: DiskOf<'lvm-thin'>, operationId: string): PlanStep {
  const { group, volume, snapshot } = disk;
  const tags = [ownerTag, machineTag(uuid), operationTag(operationId)].flatMap((tag) => ['--addtag', tag]);
  return {
    id: `restore-${name}`,
    title: `Make ${group}/${volume} anew from its snapshot`,
    action: {
      kind: 'run',
      argv: ['lvcreate', '-s', '-k', 'n', '-n', volume, ...tags, '--yes', `${group}/${snapshot}`],
    },
    notes: [
      { option: '-s', explanation: 'A snapshot of the snapshot: the checkpoint stays as it is.' },
      { option: '-k n', explanation: 'Active at once and after every restart, as a disk must be.' },
      { option: `-n ${volume}`, explanation: 'The name that the machine’s disk has.' },
    ],
    check: ['test', '-b', `/dev/${group}/${volume}`],
    undo: {
      title: `Remove the restored ${group}/${volume}`,
      argv: ['remove-volume.sh', group, volume, operationTag(operationId)],
      coversFailure: true,
    },
  };
}

function buildFileRestore({ name, uuid, disk }: DiskOf<'qcow2'>, paths: HostPaths): PlanStep {
  const { control } = getMachinePaths(name, paths);
  return {
    id: `restore-${name}`,
    title: `Give ${disk.path} back what it held`,
    action: { kind: 'run', argv: ['snapshot-file.sh', 'restore', uuid, control, disk.path, disk.snapshot] },
    notes: [{ option: 'restore', explanation: 'qemu-img snapshot -a: what the file holds now is lost, the snapshot stays.' }],
    check: null,
    undo: null,
  };
}

function buildMerge({ name, disk }: DiskOf<'lvm'>, operationId: string): PlanStep {
  const { group, volume, snapshot } = disk;
  return {
    id: `restore-${name}`,
    title: `Give ${group}/${volume} back what it held`,
    action: { kind: 'run', argv: ['merge-snapshot.sh', group, volume, snapshot, operationId] },
    notes: [
      {
        option: 'merge-snapshot.sh',
        explanation:
          'lvconvert --merge, and waits for its end. What the disk holds now is lost. The snapshot is used up by it, so the next step makes it anew.',
      },
    ],
    check: null,
    undo: null,
  };
}
