import type { MachineDefinition } from '../machines/machine-definition.ts';
import type { HostPaths } from '../machines/machine-paths.ts';

/** The snapshot of one disk, by what its storage can do. */
export type CheckpointDisk =
  /** A classic snapshot: keeps what is overwritten since, until its room is full (lvcreate(8), --snapshot). */
  | {
      readonly kind: 'lvm';
      readonly group: string;
      readonly volume: string;
      readonly snapshot: string;
      readonly roomBytes: number;
    }
  /** Takes its room from the pool, as the volume itself does (lvmthin(7)). */
  | {
      readonly kind: 'lvm-thin';
      readonly group: string;
      readonly pool: string;
      readonly volume: string;
      readonly snapshot: string;
    }
  /** Inside the file. */
  | { readonly kind: 'qcow2'; readonly folder: string; readonly path: string; readonly snapshot: string };

export interface CheckpointMachine {
  readonly name: string;
  readonly uuid: string;
  /** What it did at that moment. Only a running one was paused for it. */
  readonly state: 'running' | 'paused' | 'stopped';
  readonly definition: MachineDefinition;
  readonly disk: CheckpointDisk;
}

/** Disks of several machines at one moment, as written on the host in /var/lib/nutshell/checkpoints/NAME/checkpoint.json. */
export interface CheckpointRecord {
  readonly version: 1;
  readonly name: string;
  readonly operationId: string;
  readonly createdEpochMs: number;
  readonly createdBy: string;
  readonly machines: readonly CheckpointMachine[];
}

/** What a restored machine finds. Said wherever a checkpoint is made, listed or restored. */
export const consistency =
  'The disks of all its machines at one moment, as after a power cut: what a guest had not written to its disk is not in it. RAM is not included.';

const plainName = /^[a-z0-9][a-z0-9_-]{0,47}$/;

export function isCheckpointName(name: string): boolean {
  return plainName.test(name);
}

export interface CheckpointPaths {
  readonly folder: string;
  readonly record: string;
  /** Written last, with how long the machines stood still: a checkpoint without it was never finished. */
  readonly finished: string;
}

/** Throws at a name that is none. */
export function getCheckpointPaths(name: string, { stateDirectory }: HostPaths): CheckpointPaths {
  if (!isCheckpointName(name)) {
    throw new RangeError(`${JSON.stringify(name)} cannot be the name of a checkpoint`);
  }
  const folder = `${stateDirectory}/checkpoints/${name}`;
  return { folder, record: `${folder}/checkpoint.json`, finished: `${folder}/finished` };
}

/** On a snapshot of LVM. Its operation's tag is there too, and is what a deletion asks for. */
export function checkpointTag(name: string): string {
  return `nutshell.checkpoint=${name}`;
}

/** Made of the operation's id: no name of a person's choice can meet a word that LVM keeps for itself. */
export function getSnapshotName(operationId: string, index: number): string {
  return `checkpoint-${operationId}-${index + 1}`;
}
