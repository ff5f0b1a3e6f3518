import { getMachinePaths, type HostPaths } from '../machines/machine-paths.ts';
import { machineTag, operationTag } from '../machines/volume-tags.ts';
import { getCheckpointPaths, type CheckpointMachine, type CheckpointRecord } from './checkpoint.ts';

/** What guard-checkpoint.sh is asked before a checkpoint is made. */
export function buildCreationFlags({ name, machines }: CheckpointRecord, paths: HostPaths): readonly string[] {
  return [
    ...['--new', getCheckpointPaths(name, paths).folder],
    ...machines.flatMap((machine) => toMachineFlag('--machine', machine, machine.state, paths)),
    ...machines.flatMap(toVolumeFlag),
    ...machines.flatMap(({ disk }) => (disk.kind === 'qcow2' ? [] : ['--free', disk.group, disk.snapshot])),
    ...toRoomFlags(machines),
    ...toPoolFlags(machines),
  ];
}

/** Before a checkpoint is restored: `states` are those of the machines now, as they were reviewed. */
export function buildRestoreFlags(
  record: CheckpointRecord,
  states: ReadonlyMap<string, CheckpointMachine['state']>,
  paths: HostPaths,
): readonly string[] {
  const { machines } = record;
  return [
    ...toRecordFlag(record, paths),
    ...machines.flatMap((machine) => toMachineFlag('--ends', machine, states.get(machine.name) ?? 'stopped', paths)),
    ...machines.flatMap(toVolumeFlag),
    ...machines.flatMap((machine) => toSnapshotFlag(machine, record)),
    ...toPoolFlags(machines),
  ];
}

export function toRecordFlag({ name, operationId }: CheckpointRecord, paths: HostPaths): readonly string[] {
  return ['--made', getCheckpointPaths(name, paths).record, operationId];
}

function toMachineFlag(
  flag: '--machine' | '--ends',
  { name, uuid }: CheckpointMachine,
  state: string,
  paths: HostPaths,
): readonly string[] {
  const { definition, control } = getMachinePaths(name, paths);
  return [flag, name, uuid, state, definition, control];
}

function toVolumeFlag({ disk, uuid }: CheckpointMachine): readonly string[] {
  return disk.kind === 'qcow2'
    ? ['--file', disk.folder, disk.path, uuid]
    : ['--volume', disk.group, disk.volume, machineTag(uuid)];
}

function toSnapshotFlag({ disk }: CheckpointMachine, { operationId }: CheckpointRecord): readonly string[] {
  return disk.kind === 'qcow2' ? [] : ['--snapshot', disk.group, disk.snapshot, operationTag(operationId)];
}

function toRoomFlags(machines: readonly CheckpointMachine[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const { disk } of machines) {
    if (disk.kind === 'lvm') {
      sums.set(disk.group, (sums.get(disk.group) ?? 0) + disk.roomBytes);
    }
  }
  return [...sums].flatMap(([group, bytes]) => ['--room', group, String(bytes)]);
}

function toPoolFlags(machines: readonly CheckpointMachine[]): readonly string[] {
  const pools = machines.flatMap(({ disk }) => (disk.kind === 'lvm-thin' ? [{ group: disk.group, pool: disk.pool }] : []));
  const once = new Map(pools.map((one) => [`${one.group}/${one.pool}`, one]));
  return [...once.values()].flatMap(({ group, pool }) => ['--pool', group, pool]);
}
