import type { CheckpointMachine, CheckpointRecord } from '#domain/checkpoints/checkpoint.ts';
import type { FoundCheckpoint } from '#domain/hosts/host-facts.ts';
import { aDefinition, aUuid } from './machines.ts';

/** A running machine on a volume, with a classic snapshot: say only what differs. */
export function aCheckpointMachine(more: Partial<CheckpointMachine> = {}): CheckpointMachine {
  return {
    name: 'ciab',
    uuid: aUuid,
    state: 'running',
    definition: aDefinition(),
    disk: { kind: 'lvm', group: 'vg01', volume: 'ciab', snapshot: 'checkpoint-op-1-1', roomBytes: 20 * 1024 ** 3 },
    ...more,
  };
}

export function aCheckpointRecord(more: Partial<CheckpointRecord> = {}): CheckpointRecord {
  return {
    version: 1,
    name: 'monday',
    operationId: 'op-1',
    createdEpochMs: 1_700_000_000_000,
    createdBy: 'ada@laptop',
    machines: [aCheckpointMachine()],
    ...more,
  };
}

/** As a reading finds it: whole, with the machines paused for 840 ms. */
export function aCheckpoint(more: Partial<CheckpointRecord> = {}): FoundCheckpoint {
  return { record: aCheckpointRecord(more), isFinished: true, pausedMs: 840 };
}
