import { buildCreateCheckpointPlan } from '#domain/checkpoints/build-create-plan.ts';
import { buildDeleteCheckpointPlan } from '#domain/checkpoints/build-delete-plan.ts';
import { buildRestorePlan } from '#domain/checkpoints/build-restore-plan.ts';
import type { CheckpointMachine } from '#domain/checkpoints/checkpoint.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aCheckpointMachine, aCheckpointRecord } from '#fakes/checkpoints.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import type { DestroyWish } from '#domain/machines/destroy-wish.ts';
import { machineTag } from '#domain/machines/volume-tags.ts';
import { known } from '#domain/fact.ts';
import { aHost, aVolume } from '#fakes/host-facts.ts';
import { aDefinition, aDraft, aMachine, aUuid } from '#fakes/machines.ts';

/** A small machine without an ISO, as a person would ask for it. */
export function toLaunchArgv(name: string, ...more: readonly string[]): readonly string[] {
  const sizes = ['--memory', '64M', '--vcpus', '1', '--disk', '128M'];
  return ['launch', 'lab', '--role', 'ciab', '--name', name, ...sizes, ...(more.includes('--iso') ? [] : ['--no-iso']), ...more];
}

/** What the product itself does step by step, so that a new step is a new row. */
export function listLaunchSteps(): readonly string[] {
  const identity = { operationId: '20261122t110000-0a0b0c0d', uuid: aUuid, createdEpochMs: 0, createdBy: 'ada@laptop' };
  return stepsOf(buildLaunchPlan({ draft: aDraft(), facts: aHost(), identity }));
}

/** A step about a volume is named after it: see toStepOf. */
export function listDestroySteps(keepVolumes: boolean): readonly string[] {
  const volume = aVolume('ciab', { tags: ['nutshell', machineTag(aUuid)] });
  const facts = aHost({ storage: { ...aHost().storage, volumes: known([volume], 'lvs') } });
  const machine = aMachine({ definition: aDefinition() });
  const wish = toWish(keepVolumes);
  const { plan } = buildDestroyPlan({ machine, facts, wish, operationId: 'operation', destroyedBy: 'ada@laptop' });
  return stepsOf(plan);
}

export const toStepOf = (name: string, step: string) => step.replace('ciab', name);

const stepsOf = ({ steps }: Plan) => steps.map(({ id }) => id);

/** Of the checkpoint of one machine that runs. */
export const listCheckpointSteps = () => stepsOf(buildCreateCheckpointPlan(aCheckpointRecord()));
export const listDeletionSteps = () => stepsOf(buildDeleteCheckpointPlan(aCheckpointRecord()));

export function listRestorationSteps(disk: CheckpointMachine['disk']): readonly string[] {
  const record = aCheckpointRecord({ machines: [aCheckpointMachine({ disk })] });
  const at = { operationId: 'operation', restoredBy: 'ada@laptop', nowEpochMs: 0, graceSeconds: 600 };
  return stepsOf(buildRestorePlan({ record, states: new Map([['ciab', 'running']]), ...at }));
}

export const classicDisk = aCheckpointMachine().disk;
export const thinDisk: CheckpointMachine['disk'] = {
  kind: 'lvm-thin',
  group: 'vg01',
  pool: 'pool',
  volume: 'ciab',
  snapshot: 'checkpoint-operation-1',
};

/** Ten minutes to undo. */
export function toWish(keepVolumes: boolean): DestroyWish {
  return { keepVolumes: keepVolumes ? 'all' : [], graceMinutes: 10, isForeignMeant: false };
}
