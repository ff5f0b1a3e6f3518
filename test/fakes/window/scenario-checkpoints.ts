import type { CheckpointMachine } from '#domain/checkpoints/checkpoint.ts';
import type { FoundCheckpoint } from '#domain/hosts/host-facts.ts';
import type { MachineDefinition } from '#domain/machines/machine-definition.ts';
import { operationTag } from '#domain/machines/volume-tags.ts';
import type { Removal } from '#domain/removals/removal.ts';
import { aVolume } from '../host-facts.ts';
import { aRemoval } from '../removals.ts';

const gibibyte = 1024 ** 3;
const hour = 3_600_000;
const installed = '20261121t181500-1c0ffee1';
const firstTry = '20261120t094000-deadbee5';

const snapshot = (operationId: string, index: number, dataPercent: number, attributes = 'swi-a-s---') =>
  aVolume(`checkpoint-${operationId}-${index.toString()}`, {
    sizeBytes: 20 * gibibyte,
    attributes,
    dataPercent,
    tags: [operationTag(operationId)],
  });

/** One checkpoint that is well, one that fills up. */
export const aCheckpointVolumes = [snapshot(installed, 1, 12.4), snapshot(firstTry, 1, 83.5), snapshot(firstTry, 2, 31)];

const part = (definition: MachineDefinition, operationId: string, index: number): CheckpointMachine => ({
  name: definition.name,
  uuid: definition.uuid,
  state: index === 0 ? 'running' : 'stopped',
  definition,
  disk: {
    kind: 'lvm',
    group: 'vg01',
    volume: definition.name,
    snapshot: `checkpoint-${operationId}-${(index + 1).toString()}`,
    roomBytes: 20 * gibibyte,
  },
});

export function scenarioCheckpoints(definitions: readonly MachineDefinition[]): readonly FoundCheckpoint[] {
  const [first] = definitions;
  const record = (name: string, operationId: string, agoMs: number, of: readonly MachineDefinition[]) => ({
    version: 1 as const,
    name,
    operationId,
    createdEpochMs: Date.now() - agoMs,
    createdBy: 'ada@laptop',
    machines: of.map((definition, index) => part(definition, operationId, index)),
  });
  return [
    { record: record('installed', installed, 16 * hour, first ? [first] : []), isFinished: true, pausedMs: 640 },
    { record: record('first-try', firstTry, 50 * hour, definitions), isFinished: true, pausedMs: 1_210 },
  ];
}

/** A machine that somebody destroyed a few minutes ago. The clock of the facts stands still, so its time is counted from there. */
export function removedFrontend(): Removal {
  return aRemoval({
    operationId: '20261122t101500-ab12cd34',
    title: 'Destroy frontend',
    machines: ['frontend'],
    purgeAfterEpochMs: 1_700_000_000_000 + 437_000,
    disks: [
      {
        kind: 'volume',
        group: 'vg01',
        name: 'frontend',
        aside: 'removed-20261122t101500-ab12cd34-1',
        sizeBytes: 100 * gibibyte,
      },
    ],
  });
}
