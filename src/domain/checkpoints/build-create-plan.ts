import { getMachinePaths, hostPaths, type HostPaths } from '../machines/machine-paths.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import { buildCreationFlags } from './build-guard-flags.ts';
import { buildSnapshotStep } from './build-snapshot-step.ts';
import { consistency, getCheckpointPaths, type CheckpointMachine, type CheckpointRecord } from './checkpoint.ts';

/** A guest that stands still longer than this loses its connections, so it goes on then, and the checkpoint is not made. */
const pauseLimitSeconds = 120;

/** Pauses what runs, snapshots every disk, lets everything go on. Whatever fails, nobody's machine stays paused. */
export function buildCreateCheckpointPlan(record: CheckpointRecord, paths: HostPaths = hostPaths): Plan {
  const { name, machines } = record;
  const running = machines.filter(({ state }) => state === 'running');
  return {
    title: `Make checkpoint ${name}`,
    subject: name,
    target: { kind: 'checkpoint', name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [
      buildGuard(record, paths),
      ...buildRecord(record, paths),
      ...(running.length === 0 ? [] : [buildPause(record, running, paths)]),
      ...machines.map((machine) => buildSnapshotStep(machine, record, paths)),
      ...(running.length === 0 ? [] : [buildResume(record, running, paths)]),
      buildFinish(record, running, paths),
    ],
  };
}

function buildGuard(record: CheckpointRecord, paths: HostPaths): PlanStep {
  return {
    id: 'check-host',
    title: 'Check again that everything is as it was reviewed',
    action: {
      kind: 'guard',
      script: 'guard-checkpoint.sh',
      args: buildCreationFlags(record, paths),
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [
      {
        option: 'guard-checkpoint.sh',
        explanation: 'Reads the host once more while nobody else may change it: machines, disks, room. Changes nothing.',
      },
    ],
    check: null,
    undo: null,
  };
}

function buildRecord(record: CheckpointRecord, paths: HostPaths): readonly PlanStep[] {
  const checkpoint = getCheckpointPaths(record.name, paths);
  return [
    {
      id: 'prepare-folders',
      title: 'Make sure that the folders for checkpoints exist',
      action: {
        kind: 'run',
        argv: ['install', '-d', '-m', '0700', `${paths.stateDirectory}/checkpoints`, paths.runDirectory],
      },
      notes: [{ option: '-m 0700', explanation: 'For root alone.' }],
      check: null,
      undo: null,
    },
    {
      // mkdir fails where the folder is there already, so what the undo removes was made here.
      id: 'create-record-folder',
      title: `Make the folder of checkpoint ${record.name}`,
      action: { kind: 'run', argv: ['mkdir', '-m', '0700', checkpoint.folder] },
      notes: [],
      check: ['test', '-d', checkpoint.folder],
      undo: { title: `Remove ${checkpoint.folder}`, argv: ['rm', '-rf', checkpoint.folder] },
    },
    {
      id: 'write-record',
      title: 'Write down what the checkpoint holds',
      action: {
        kind: 'write-file',
        path: checkpoint.record,
        content: `${JSON.stringify(record, null, 2)}\n`,
        mode: '600',
      },
      notes: [{ option: checkpoint.record, explanation: 'Its machines with their definitions, their disks and the snapshots.' }],
      check: null,
      undo: null,
    },
  ];
}

/** Which machines stand still; gone after a restart of the host, as their standing still is. */
function getPauseRecord({ operationId }: CheckpointRecord, { runDirectory }: HostPaths): string {
  return `${runDirectory}/paused-${operationId}`;
}

function buildPause(record: CheckpointRecord, running: readonly CheckpointMachine[], paths: HostPaths): PlanStep {
  const pauseRecord = getPauseRecord(record, paths);
  const names = running.map(({ name }) => name).join(', ');
  return {
    id: 'pause-machines',
    title: `Pause ${names}`,
    action: {
      kind: 'run',
      argv: [
        'pause-machines.sh',
        pauseRecord,
        String(pauseLimitSeconds),
        ...running.map(({ name }) => getMachinePaths(name, paths).control),
      ],
    },
    notes: [
      { option: 'pause-machines.sh', explanation: `All at the same moment, by QMP stop. ${consistency}` },
      {
        option: String(pauseLimitSeconds),
        explanation:
          'Seconds after which they go on by themselves, whatever becomes of this operation, this line or this laptop.',
      },
    ],
    check: ['test', '-e', pauseRecord],
    undo: { title: `Let ${names} go on`, argv: ['resume-machines.sh', pauseRecord], coversFailure: true },
  };
}

function buildResume(record: CheckpointRecord, running: readonly CheckpointMachine[], paths: HostPaths): PlanStep {
  return {
    id: 'resume-machines',
    title: `Let ${running.map(({ name }) => name).join(', ')} go on`,
    action: {
      kind: 'run',
      argv: [
        'resume-machines.sh',
        getPauseRecord(record, paths),
        '--must-be-paused',
        getCheckpointPaths(record.name, paths).folder,
      ],
    },
    notes: [
      {
        option: '--must-be-paused',
        explanation:
          'Where they had to go on before the last snapshot, the snapshots are not of one moment and are removed again.',
      },
    ],
    check: null,
    undo: null,
  };
}

/** Written last: only a checkpoint with this file is whole. */
function buildFinish({ name }: CheckpointRecord, running: readonly CheckpointMachine[], paths: HostPaths): PlanStep {
  const { folder, finished } = getCheckpointPaths(name, paths);
  return {
    id: 'finish-record',
    title: `Call checkpoint ${name} whole`,
    action:
      running.length === 0
        ? { kind: 'write-file', path: finished, content: '0\n', mode: '600' }
        : { kind: 'run', argv: ['mv', `${folder}/paused-ms`, finished] },
    notes: [{ option: finished, explanation: 'Holds for how many milliseconds the machines stood still.' }],
    check: ['test', '-e', finished],
    undo: null,
  };
}
