import { planCreation } from '#core/checkpoints/plan-creation.ts';
import { buildDeleteCheckpointPlan } from '#domain/checkpoints/build-delete-plan.ts';
import { buildRestorePlan } from '#domain/checkpoints/build-restore-plan.ts';
import { toStates } from '#domain/checkpoints/check-restore.ts';
import type { CheckpointRecord } from '#domain/checkpoints/checkpoint.ts';
import { listCheckpoints } from '#domain/checkpoints/list-checkpoints.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildActionPlan } from '#domain/machines/lifecycle/build-action-plan.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { findMachine } from './planned-launch.ts';

type PlanOf = (facts: HostFacts, operationId: string) => Plan;

export function planAction(name: string, action: MachineAction): PlanOf {
  return (facts) => {
    const machine = findMachine(facts, name);
    const identity = { person: 'test@laptop', nowEpochMs: Date.now(), uuid: crypto.randomUUID() };
    const { plan, refusal } = buildActionPlan({ machine, action, facts, ...identity });
    return agree(plan, refusal === null ? [] : [refusal]);
  };
}

/** Of one machine, with little room. */
export function planCheckpoint(name: string, machine: string): PlanOf {
  return (facts, operationId) => {
    const identity = { operationId, createdEpochMs: Date.now(), createdBy: 'test@laptop' };
    const wish = { name, machines: [machine], roomGiB: 0.0625 };
    const { plan, problems } = planCreation({ wish, facts, machines: buildMachines(facts), identity });
    return agree(
      plan,
      problems.map(({ message }) => message),
    );
  };
}

export const planRestoration =
  (name: string): PlanOf =>
  (facts, operationId) =>
    buildRestorePlan({
      record: findRecord(facts, name),
      states: toStates(buildMachines(facts)),
      operationId,
      restoredBy: 'test@laptop',
      nowEpochMs: Date.now(),
      graceSeconds: 600,
    });

export const planDeletion =
  (name: string): PlanOf =>
  (facts) =>
    buildDeleteCheckpointPlan(findRecord(facts, name));

function findRecord(facts: HostFacts, name: string): CheckpointRecord {
  const found = listCheckpoints(facts).find(({ record }) => record.name === name);
  if (!found) {
    throw new Error(`There is no checkpoint ${name}`);
  }
  return found.record;
}

function agree(plan: Plan, problems: readonly string[]): Plan {
  if (plan.steps.length === 0) {
    throw new Error(`It would not be done: ${problems.join(' ')}`);
  }
  return plan;
}
