import { valueOr } from '../fact.ts';
import type { FoundCheckpoint, HostFacts } from '../hosts/host-facts.ts';
import type { Volume } from '../hosts/storage-facts.ts';
import { operationTag } from '../machines/volume-tags.ts';
import type { CheckpointMachine, CheckpointRecord } from './checkpoint.ts';

/** From here on a person should do something: delete it, or extend what it lies in. */
export const fullWarningPercent = 80;

/** How it stands with the snapshot of one machine's disk. */
export type SnapshotState =
  /** `percent`: of its own room that is used; null where it has none. */
  | { readonly kind: 'ok' | 'filling'; readonly percent: number | null }
  /** More was written than it had room for: what it held is lost. */
  | { readonly kind: 'overflowed' }
  | { readonly kind: 'missing' }
  /** The host's volumes could not be read, or it is inside a file, which is not looked into at a reading. */
  | { readonly kind: 'not-looked-at' };

export interface CheckpointPart {
  readonly machine: CheckpointMachine;
  readonly state: SnapshotState;
  readonly usedBytes: number | null;
}

export interface Checkpoint {
  readonly record: CheckpointRecord;
  readonly pausedMs: number | null;
  /** unfinished: the operation that made it has not ended. damaged: a snapshot is lost. */
  readonly state: 'whole' | 'filling' | 'damaged' | 'unfinished';
  readonly parts: readonly CheckpointPart[];
  /** As far as it is known. */
  readonly usedBytes: number;
  /** Of the fullest of its snapshots that has room of its own; null where none has. */
  readonly fullestPercent: number | null;
  /** What is to be said about it, a sentence each; empty where all is well. */
  readonly remarks: readonly string[];
}

/** Newest first. */
export function listCheckpoints(facts: HostFacts): readonly Checkpoint[] {
  const volumes = facts.storage.volumes.kind === 'known' ? facts.storage.volumes.value : null;
  return valueOr(facts.checkpoints, [])
    .map((found) => judge(found, volumes))
    .sort((one, other) => other.record.createdEpochMs - one.record.createdEpochMs);
}

/** Names of the checkpoints that hold a snapshot of this machine's disk. */
export function findCheckpointsOf(uuid: string, facts: HostFacts): readonly string[] {
  return valueOr(facts.checkpoints, [])
    .filter(({ record }) => record.machines.some((machine) => machine.uuid === uuid))
    .map(({ record }) => record.name);
}

function judge({ record, isFinished, pausedMs }: FoundCheckpoint, volumes: readonly Volume[] | null): Checkpoint {
  const parts = record.machines.map((machine) => judgePart(machine, record, volumes));
  const isDamaged = parts.some(({ state }) => state.kind === 'overflowed' || state.kind === 'missing');
  const isFilling = parts.some(({ state }) => state.kind === 'filling');
  const percents = parts.flatMap(({ state }) => ('percent' in state && state.percent !== null ? [state.percent] : []));
  return {
    record,
    pausedMs,
    state: !isFinished ? 'unfinished' : isDamaged ? 'damaged' : isFilling ? 'filling' : 'whole',
    parts,
    usedBytes: parts.reduce((sum, { usedBytes }) => sum + (usedBytes ?? 0), 0),
    fullestPercent: percents.length === 0 ? null : Math.max(...percents),
    remarks: [
      ...(isFinished
        ? []
        : [`Checkpoint ${record.name} was never finished: look under Activity whether its operation runs, or undo it.`]),
      ...(isFinished ? parts.flatMap((part) => describePart(part)) : []),
    ],
  };
}

function judgePart(
  machine: CheckpointMachine,
  { operationId }: CheckpointRecord,
  volumes: readonly Volume[] | null,
): CheckpointPart {
  const { disk } = machine;
  if (disk.kind === 'qcow2' || volumes === null) {
    return { machine, state: { kind: 'not-looked-at' }, usedBytes: null };
  }
  const volume = volumes.find(({ group, name }) => group === disk.group && name === disk.snapshot);
  if (!volume || !volume.tags.includes(operationTag(operationId))) {
    return { machine, state: { kind: 'missing' }, usedBytes: null };
  }
  // A thin volume that is not active says nothing about what it holds.
  const usedBytes = volume.dataPercent === null ? null : Math.round((volume.sizeBytes * volume.dataPercent) / 100);
  return { machine, state: judgeVolume(volume, disk.kind === 'lvm'), usedBytes };
}

/** The fifth character of lv_attr (lvs(8)): I and S are a snapshot that overflowed. */
function judgeVolume({ attributes, dataPercent }: Volume, isClassic: boolean): SnapshotState {
  if (!isClassic) {
    return { kind: 'ok', percent: null };
  }
  if (/^....[IS]/.test(attributes) || (dataPercent !== null && dataPercent >= 100)) {
    return { kind: 'overflowed' };
  }
  return { kind: dataPercent !== null && dataPercent >= fullWarningPercent ? 'filling' : 'ok', percent: dataPercent };
}

function describePart({ machine: { name, disk }, state }: CheckpointPart): readonly string[] {
  switch (state.kind) {
    case 'filling':
      return [
        `The snapshot of ${name} is ${Math.floor(state.percent ?? 0)} % full. When it is full it is lost: delete the checkpoint, or give it more room with lvextend.`,
      ];
    case 'overflowed':
      return [
        `The snapshot of ${name} has overflowed: more was written to its disk than it had room for. What it held is lost, and the checkpoint can only be deleted.`,
      ];
    case 'missing':
      return [
        `The snapshot of ${name} is gone${disk.kind === 'qcow2' ? '' : ` (${disk.group}/${disk.snapshot})`}: somebody removed it. The checkpoint can only be deleted.`,
      ];
    case 'ok':
    case 'not-looked-at':
      return [];
  }
}
