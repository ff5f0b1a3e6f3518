import { buildCheckpointMachine } from '#domain/checkpoints/build-checkpoint-machine.ts';
import { buildCreateCheckpointPlan } from '#domain/checkpoints/build-create-plan.ts';
import { checkCheckpoint } from '#domain/checkpoints/check-checkpoint.ts';
import type { CheckpointRecord } from '#domain/checkpoints/checkpoint.ts';
import { proposeRooms } from '#domain/checkpoints/propose-rooms.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { HostError } from '../ports/host-error.ts';

const gibibyte = 1024 ** 3;

export interface CreationWish {
  readonly name: string;
  /** null: every machine of Nutshell. */
  readonly machines: readonly string[] | null;
  readonly roomGiB: number | null;
}

export interface CreationInput {
  readonly wish: CreationWish;
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  readonly identity: Pick<CheckpointRecord, 'operationId' | 'createdEpochMs' | 'createdBy'>;
}

/** The plan of a checkpoint, and why it would not be run. */
export function planCreation({ wish, facts, machines, identity }: CreationInput) {
  const { name } = wish;
  const chosen = choose(machines, wish.machines);
  const roomBytes = wish.roomGiB === null ? null : Math.ceil(wish.roomGiB * gibibyte);
  const disks = chosen.flatMap(({ definition }) => (definition ? [definition.disk] : []));
  const rooms = proposeRooms(disks, facts, roomBytes);
  const problems = checkCheckpoint({ name, machines: chosen, rooms, roomBytes }, facts);
  const parts = chosen.map((machine, index) =>
    buildCheckpointMachine(machine, { operationId: identity.operationId, index, rooms }),
  );
  const record: CheckpointRecord = { version: 1, name, ...identity, machines: parts.filter((part) => part !== null) };
  const plan = buildCreateCheckpointPlan(record);
  return { record, problems, plan: problems.some(({ level }) => level === 'refusal') ? { ...plan, steps: [] } : plan };
}

function choose(machines: readonly Machine[], names: readonly string[] | null): readonly Machine[] {
  if (names === null) {
    return machines.filter(({ definition }) => definition !== null);
  }
  return [...new Set(names)].map((name) => {
    const found = machines.filter((machine) => machine.name === name);
    const machine = found.find(({ definition }) => definition !== null) ?? found[0];
    if (!machine) {
      throw new HostError('not-found', `There is no machine called ${name} on this host.`, {
        hint: `It has: ${machines.map((one) => one.name).join(', ') || 'none'}.`,
      });
    }
    return machine;
  });
}
