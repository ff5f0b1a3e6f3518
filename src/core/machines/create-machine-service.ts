import type { AppApi } from '#contract/api.ts';
import type { LaunchReview } from '#contract/machines.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { DiskPlace } from '#domain/machines/machine-disk.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { checkDraft } from '#domain/machines/check-draft.ts';
import { checkPreferredPlace } from '#domain/machines/check-preferred-place.ts';
import type { DraftProblem } from '#domain/machines/draft-problem.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { HostError } from '../ports/host-error.ts';
import { createDestruction } from './create-destruction.ts';
import { createMachineActions } from './create-machine-actions.ts';
import { createReviewedIdentities } from './create-reviewed-identities.ts';
import { createRunPlan } from './create-run-plan.ts';
import { knowFolder } from './know-folder.ts';
import type { MachineServiceOptions } from './machine-service-options.ts';

/** Gather, decide, act: every answer starts from a fresh reading, and every change is a plan that the host runs. */
export function createMachineService(options: MachineServiceOptions): AppApi['machines'] {
  const { hosts, readings, runner, environment } = options;
  const identities = createReviewedIdentities(environment);
  const run = createRunPlan(options);

  /** A reading that also knows the folder of this disk or place. */
  async function readFor(host: Host, place: DiskPlace | undefined) {
    const { facts, machines } = await readings.readFresh(host);
    return { facts: await knowFolder(readings, host, facts, place ?? null), machines };
  }

  async function planLaunch(hostId: string, draft: MachineDraft) {
    const host = await hosts.find(hostId);
    const { facts, machines } = await readFor(host, draft.disk);
    const problems = [...checkDraft(draft, facts, machines), ...checkPreferredPlace(draft.disk, host.diskPlace ?? null, facts)];
    const identity = identities.of(hostId, draft);
    // Without a QEMU binary there is no command line to show; the refusal says so.
    const plan = canPlan(problems) ? buildLaunchPlan({ draft, facts, identity }) : emptyPlan(`Launch ${draft.name}`, draft.name);
    return { host, plan, problems, identity };
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
    ...createDestruction(options),
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
