import type { AppClient } from '#contract/api.ts';
import type { CheckpointReview } from '#contract/checkpoints.ts';
import type { HostReading } from '#contract/hosts.ts';
import { planCreation } from '#core/checkpoints/plan-creation.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { buildDeleteCheckpointPlan } from '#domain/checkpoints/build-delete-plan.ts';
import { buildRestorePlan } from '#domain/checkpoints/build-restore-plan.ts';
import { checkRestore, toStates } from '#domain/checkpoints/check-restore.ts';
import { listCheckpoints } from '#domain/checkpoints/list-checkpoints.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { getHostEpochMs } from '#domain/removals/list-removals.ts';

type Checkpoints = AppClient['checkpoints'];
const operationId = '20261122t101500-ab12cd34';
const script = '#!/bin/sh\n';

/** Checkpoints of the fake back end: the real domain over the world's facts. */
export function createFakeCheckpoints(
  read: (hostId: string) => Promise<HostReading>,
  run: (plan: Plan) => AsyncGenerator<OperationEvent>,
) {
  const find = (reading: HostReading, name: string) => listCheckpoints(reading.facts).find(({ record }) => record.name === name)!;

  async function reviewCreation(input: Parameters<Checkpoints['reviewCreation']>[0]): Promise<CheckpointReview> {
    const { facts, machines } = await read(input.hostId);
    const identity = { operationId, createdEpochMs: getHostEpochMs(facts), createdBy: 'ada@laptop' };
    return { ...planCreation({ wish: input, facts, machines, identity }), script };
  }

  async function reviewRestoration(input: Parameters<Checkpoints['reviewRestoration']>[0]): Promise<CheckpointReview> {
    const reading = await read(input.hostId);
    const checkpoint = find(reading, input.name);
    const { record } = checkpoint;
    const plan = buildRestorePlan({
      record,
      states: toStates(reading.machines),
      operationId,
      restoredBy: 'ada@laptop',
      nowEpochMs: Date.now(),
      graceSeconds: input.graceMinutes * 60,
    });
    return { plan, record, problems: checkRestore(checkpoint, reading.machines, reading.facts), script };
  }

  async function reviewDeletion({ hostId, name }: Parameters<Checkpoints['reviewDeletion']>[0]): Promise<CheckpointReview> {
    const { record } = find(await read(hostId), name);
    return { plan: buildDeleteCheckpointPlan(record), record, problems: [], script };
  }

  return {
    reviewCreation,
    async *create(input: Parameters<Checkpoints['create']>[0]) {
      yield* run((await reviewCreation(input)).plan);
    },
    reviewRestoration,
    async *restore({ hostId, name, graceMinutes }: Parameters<Checkpoints['restore']>[0]) {
      yield* run((await reviewRestoration({ hostId, name, graceMinutes })).plan);
    },
    reviewDeletion,
    async *delete(input: Parameters<Checkpoints['delete']>[0]) {
      yield* run((await reviewDeletion(input)).plan);
    },
  };
}
