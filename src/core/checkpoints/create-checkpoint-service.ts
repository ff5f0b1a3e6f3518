import type { AppApi } from '#contract/api.ts';
import type { CheckpointReview } from '#contract/checkpoints.ts';
import { buildDeleteCheckpointPlan } from '#domain/checkpoints/build-delete-plan.ts';
import { buildRestorePlan } from '#domain/checkpoints/build-restore-plan.ts';
import type { CheckpointProblem } from '#domain/checkpoints/check-checkpoint.ts';
import { checkRestore, toStates } from '#domain/checkpoints/check-restore.ts';
import { listCheckpoints, type Checkpoint } from '#domain/checkpoints/list-checkpoints.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { getHostEpochMs } from '#domain/removals/list-removals.ts';
import { createReviewedOperations } from '../create-reviewed-operations.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { Environment } from '../ports/environment.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import { planCreation, type CreationWish } from './plan-creation.ts';

export interface CheckpointServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly runner: OperationRunner;
  readonly environment: Environment;
}

interface Planned extends Omit<CheckpointReview, 'script'> {
  readonly host: Host;
  readonly operationId: string;
}

interface Chosen {
  readonly hostId: string;
  readonly name: string;
}

/** Checkpoints of several machines at one moment: every answer starts from a fresh reading, every change is a plan. */
export function createCheckpointService(options: CheckpointServiceOptions): AppApi['checkpoints'] {
  const { hosts, readings, runner, environment } = options;
  const operations = createReviewedOperations(environment);
  const run = createRunPlan(options);

  async function planCreate(input: CreationWish & { readonly hostId: string }): Promise<Planned> {
    const host = await hosts.find(input.hostId);
    const { facts, machines } = await readings.readFresh(host);
    const operationId = operations.of({ verb: 'create', ...input });
    const createdEpochMs = getHostEpochMs(facts);
    const identity = { operationId, createdEpochMs, createdBy: environment.person };
    return { host, operationId, ...planCreation({ wish: input, facts, machines, identity }) };
  }

  async function planRestore(input: Chosen & { readonly graceMinutes: number }): Promise<Planned> {
    const host = await hosts.find(input.hostId);
    const { facts, machines } = await readings.readFresh(host);
    const checkpoint = findCheckpoint(facts, input.name);
    const { record } = checkpoint;
    const operationId = operations.of({ verb: 'restore', ...input });
    const plan = buildRestorePlan({
      record,
      states: toStates(machines),
      operationId,
      restoredBy: environment.person,
      nowEpochMs: getHostEpochMs(facts),
      graceSeconds: input.graceMinutes * 60,
    });
    return { host, operationId, record, ...allow(plan, checkRestore(checkpoint, machines, facts)) };
  }

  async function planDelete(input: Chosen): Promise<Planned> {
    const host = await hosts.find(input.hostId);
    const { facts } = await readings.readFresh(host);
    const { record } = findCheckpoint(facts, input.name);
    const operationId = operations.of({ verb: 'delete', ...input });
    return { host, operationId, record, ...allow(buildDeleteCheckpointPlan(record), checkPrivilege(facts)) };
  }

  async function toReview({ plan, record, problems }: Planned): Promise<CheckpointReview> {
    return { plan, record, problems, script: plan.steps.length > 0 ? await runner.toScript(plan) : '' };
  }

  function begin({ host, plan, problems, operationId }: Planned, spent: object, signal: AbortSignal) {
    refuse(problems);
    operations.spend(spent);
    return run(host, plan, operationId, signal);
  }

  return {
    reviewCreation: async (input) => toReview(await planCreate(input)),
    async *create(input, { signal }) {
      yield* begin(await planCreate(input), { verb: 'create', ...input }, signal);
    },
    reviewRestoration: async (input) => toReview(await planRestore(input)),
    async *restore({ typedName, ...input }, { signal }) {
      const planned = await planRestore(input);
      refuse([...planned.problems, ...checkTyped(input.name, typedName)]);
      yield* begin(planned, { verb: 'restore', ...input }, signal);
    },
    reviewDeletion: async (input) => toReview(await planDelete(input)),
    async *delete(input, { signal }) {
      yield* begin(await planDelete(input), { verb: 'delete', ...input }, signal);
    },
  };
}

/** What is refused has no steps: a review never shows what would not be done. */
function allow(plan: Plan, problems: readonly CheckpointProblem[]) {
  return { problems, plan: problems.some(({ level }) => level === 'refusal') ? { ...plan, steps: [] } : plan };
}

function findCheckpoint(facts: HostFacts, name: string): Checkpoint {
  if (facts.checkpoints.kind === 'unavailable') {
    throw new HostError('unexpected-output', `The checkpoints of this host could not be read: ${facts.checkpoints.reason}.`, {
      raw: facts.checkpoints.raw,
    });
  }
  const checkpoints = listCheckpoints(facts);
  const found = checkpoints.find(({ record }) => record.name === name);
  if (!found) {
    const known = checkpoints.map(({ record }) => record.name).join(', ');
    throw new HostError('not-found', `There is no checkpoint called ${name} on this host.`, {
      hint: known === '' ? 'It has none yet: make one.' : `It has: ${known}.`,
    });
  }
  return found;
}

function checkPrivilege({ privilege, loginUser }: HostFacts): readonly CheckpointProblem[] {
  return privilege === 'none'
    ? [{ level: 'refusal', message: `Deleting needs root, and ${loginUser} is neither root nor allowed "sudo -n" on this host.` }]
    : [];
}

function checkTyped(name: string, typedName: string): readonly CheckpointProblem[] {
  return typedName === name
    ? []
    : [
        {
          level: 'refusal',
          message: `Restoring replaces what the disks hold now, so the checkpoint's name must be typed: ${name}.`,
        },
      ];
}

function refuse(problems: readonly CheckpointProblem[]): void {
  const refusals = problems.filter(({ level }) => level === 'refusal');
  if (refusals.length > 0) {
    throw new HostError('conflict', refusals.map(({ message }) => message).join(' '), {
      hint: 'Nothing was changed on the host.',
    });
  }
}
