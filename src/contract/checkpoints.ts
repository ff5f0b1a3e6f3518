import { z } from 'zod';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { CheckpointProblem } from '#domain/checkpoints/check-checkpoint.ts';
import type { CheckpointRecord } from '#domain/checkpoints/checkpoint.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { anyMachineName, graceMinutes, hostId } from './names.ts';
import { method, stream } from './method.ts';

const checkpointName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,47}$/, 'Use 1 to 48 lower-case letters, digits, - or _, beginning with a letter or digit');

/** What making, restoring or deleting a checkpoint would do. `problems` that refuse mean: it would not be done. */
export interface CheckpointReview {
  readonly plan: Plan;
  readonly record: CheckpointRecord;
  readonly problems: readonly CheckpointProblem[];
  /** The plan as a script that runs by itself; empty where it would not be done. */
  readonly script: string;
}

/** `machines`: null takes every machine of Nutshell on the host. `roomGiB`: for each classic snapshot; null is proposed. */
const creation = z.strictObject({
  hostId,
  name: checkpointName,
  machines: z.array(anyMachineName).max(500).nullable(),
  roomGiB: z.number().min(0.0625, 'At least 64 MiB').max(1_048_576, 'At most 1 PiB').nullable(),
});
const chosen = z.strictObject({ hostId, name: checkpointName });
const restoration = chosen.extend({ graceMinutes });

export const checkpoints = {
  reviewCreation: method(creation).returns<CheckpointReview>(),
  create: stream(creation).of<OperationEvent>(),
  reviewRestoration: method(restoration).returns<CheckpointReview>(),
  /** `typedName` must be the checkpoint's: what the disks hold now is lost, or kept for the time given where that can be. */
  restore: stream(restoration.extend({ typedName: z.string().max(256) })).of<OperationEvent>(),
  reviewDeletion: method(chosen).returns<CheckpointReview>(),
  delete: stream(chosen).of<OperationEvent>(),
};
