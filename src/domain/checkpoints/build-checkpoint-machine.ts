import type { Machine } from '../machines/machine.ts';
import type { MachineDefinition } from '../machines/machine-definition.ts';
import { getDiskPath, type MachineDisk } from '../machines/machine-disk.ts';
import { getSnapshotName, type CheckpointDisk, type CheckpointMachine } from './checkpoint.ts';
import { minimumRoomBytes, toRoomKey } from './propose-rooms.ts';

/** One machine's part in a checkpoint; null where its disk cannot be snapshotted. checkCheckpoint says why. */
export function buildCheckpointMachine(
  { name, state, definition }: Machine,
  snapshot: { readonly operationId: string; readonly index: number; readonly rooms: ReadonlyMap<string, number> },
): CheckpointMachine | null {
  const disk = definition && toCheckpointDisk(definition, snapshot.rooms, getSnapshotName(snapshot.operationId, snapshot.index));
  return definition && disk
    ? {
        name,
        uuid: definition.uuid,
        state: state.kind === 'stopped' ? 'stopped' : state.isPaused ? 'paused' : 'running',
        definition,
        disk,
      }
    : null;
}

function toCheckpointDisk(
  { disk }: MachineDefinition,
  rooms: ReadonlyMap<string, number>,
  snapshot: string,
): CheckpointDisk | null {
  switch (disk.kind) {
    case 'lvm':
      return {
        kind: 'lvm',
        group: disk.group,
        volume: disk.name,
        snapshot,
        roomBytes: rooms.get(toRoomKey(disk.group, disk.name)) ?? minimumRoomBytes,
      };
    case 'lvm-thin':
      return { kind: 'lvm-thin', group: disk.group, pool: disk.pool, volume: disk.name, snapshot };
    case 'file':
      return toFileSnapshot(disk, snapshot);
  }
}

function toFileSnapshot(disk: Extract<MachineDisk, { readonly kind: 'file' }>, snapshot: string): CheckpointDisk | null {
  return disk.format === 'qcow2' ? { kind: 'qcow2', folder: disk.folder, path: getDiskPath(disk), snapshot } : null;
}
