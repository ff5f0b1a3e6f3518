import type { AppApi } from '#contract/api.ts';
import type { DestroyReview, LaunchReview } from '#contract/machines.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { Host } from '#domain/hosts/host.ts';
import { withDiskFolder } from '#domain/machines/disk-room.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { valueOr } from '#domain/fact.ts';
import { buildDestroyPlan, type DestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import type { DraftProblem } from '#domain/machines/draft-problem.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { Environment } from '../ports/environment.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';
import { HostError } from '../ports/host-error.ts';
import { createMachineActions } from './create-machine-actions.ts';
import { createReviewedIdentities } from './create-reviewed-identities.ts';
import { createRunPlan } from './create-run-plan.ts';

export interface MachineServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Readings;
  readonly runner: OperationRunner;
  readonly environment: Environment;
}

/** Gather, decide, act: every answer starts from a fresh reading, and every change is a plan that the host runs. */
export function createMachineService({
  hosts,
  connections,
  readings,
  runner,
  environment,
}: MachineServiceOptions): AppApi['machines'] {
  const identities = createReviewedIdentities(environment);
  const run = createRunPlan({ connections, readings, runner, environment });

  /** A reading that also knows the folder of this disk or place. */
  async function readFor(host: Host, place: DiskPlace | undefined) {
    const { facts, machines } = await readings.readFresh(host);
    if (place?.kind !== 'file' || valueOr(facts.storage.folders, []).some(({ path }) => path === place.folder)) {
      return { facts, machines };
    }
    const folder = await readings.inspectFolder(host, place.folder);
    return { facts: { ...facts, storage: withDiskFolder(facts.storage, folder) }, machines };
  }

  async function planLaunch(hostId: string, draft: MachineDraft) {
    const host = await hosts.find(hostId);
    const { facts, machines } = await readFor(host, draft.disk);
    const problems = checkDraft(draft, facts, machines);
    const identity = identities.of(hostId, draft);
    // Without a QEMU binary there is no command line to show; the refusal says so.
    const plan = canPlan(problems) ? buildLaunchPlan({ draft, facts, identity }) : emptyPlan(`Launch ${draft.name}`, draft.name);
    return { host, plan, problems, identity };
  }

  async function planDestroy(hostId: string, name: string, keepVolumes: boolean) {
    const host = await hosts.find(hostId);
    const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
    return { host, machine, destroy: buildDestroyPlan({ machine, facts: reading.facts, keepVolumes }) };
  }

  return {
    async propose({ hostId, role, name }) {
      const host = await hosts.find(hostId);
      const { facts, machines } = await readFor(host, host.diskPlace);
      const preferredPlace = host.diskPlace ?? null;
      return proposeDraft({ facts, machines, role, name, preferredPlace, randomBytes: environment.randomBytes });
    },

    async review({ hostId, draft }): Promise<LaunchReview> {
      const { plan, problems } = await planLaunch(hostId, draft);
      return { plan, problems, script: plan.steps.length > 0 ? await runner.toScript(plan) : '' };
    },

    async *launch({ hostId, draft }, { signal }) {
      const { host, plan, problems, identity } = await planLaunch(hostId, draft);
      refuse(problems);
      identities.spend(hostId, draft);
      yield* run(host, plan, identity.operationId, signal);
    },

    ...createMachineActions({ hosts, readings, runner, identities, run }),

    async reviewDestroy({ hostId, machine: name, keepVolumes }): Promise<DestroyReview> {
      const { machine, destroy } = await planDestroy(hostId, name, keepVolumes);
      return { ...destroy, machine, script: destroy.refusal === null ? await runner.toScript(destroy.plan) : '' };
    },

    async *destroy({ hostId, machine: name, keepVolumes, typedName }, { signal }) {
      const { host, machine, destroy } = await planDestroy(hostId, name, keepVolumes);
      refuseDestroy(destroy, machine, typedName);
      const operationId = buildOperationId(environment.now(), environment.randomBytes(4));
      yield* run(host, destroy.plan, operationId, signal);
    },
  };
}

function canPlan(problems: readonly DraftProblem[]): boolean {
  return !problems.some(({ field, level }) => field === null && level === 'refusal');
}

function emptyPlan(title: string, name: string): Plan {
  return {
    title,
    subject: name,
    target: { kind: 'machine', name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [],
  };
}

function refuse(problems: readonly DraftProblem[]): void {
  const refusals = problems.filter(({ level }) => level === 'refusal');
  if (refusals.length > 0) {
    throw new HostError('conflict', refusals.map(({ message }) => message).join(' '), {
      hint: 'Nothing was changed on the host. Change the draft and try again.',
    });
  }
}

function refuseDestroy({ refusal, volumes }: DestroyPlan, machine: Machine, typedName: string): void {
  if (refusal !== null) {
    throw new HostError('conflict', refusal, { hint: 'Nothing was changed on the host.' });
  }
  const removed = volumes.filter(({ isRemoved }) => isRemoved);
  if (removed.length > 0 && typedName !== machine.name) {
    throw new HostError(
      'conflict',
      `Removing ${removed.map(({ path }) => path).join(', ')} loses what is on it, so the machine's name must be typed.`,
      {
        hint: `Type ${machine.name}, or keep the volume. Nothing was changed on the host.`,
      },
    );
  }
}
