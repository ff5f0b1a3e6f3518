import type { PlannedMachine } from '#contract/clouds.ts';
import { judgeClaimChange } from '#domain/addressing/claims/judge-claim-change.ts';
import { toCloudAddresses, type Cloud, type CloudMachine } from '#domain/clouds/cloud.ts';
import { chooseInstall, type MachineInstall } from '#domain/clouds/choose-install.ts';
import { judgeChanges } from '#domain/clouds/judge-changes.ts';
import { buildCloudPlan } from '#domain/clouds/plan/build-cloud-plan.ts';
import type { CloudIdentity } from '#domain/clouds/plan/cloud-plan-input.ts';
import type { StoredSecretName } from '#domain/clouds/stored-secrets.ts';
import type { RemovalWish } from '#domain/machines/destroy-wish.ts';
import type { DestroyedVolume } from '#domain/machines/list-destroyed-volumes.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { listWays } from '#domain/recipes/build-install.ts';
import { describeWay } from '#domain/recipes/describe-way.ts';
import { unreachable } from '#domain/unreachable.ts';
import { toEndOfDay } from '../addressing/plan-claim-change.ts';
import type { CompletedWish } from './create-wish-completion.ts';

export interface PlannedCloud {
  readonly plan: Plan;
  readonly launches: readonly PlannedMachine[];
  /** Machines that go, and what becomes of their volumes. */
  readonly removes: readonly string[];
  readonly volumes: readonly DestroyedVolume[];
  /** What must be on the host before the plan begins. */
  readonly secrets: readonly StoredSecretName[];
  readonly refusals: readonly string[];
}

export interface PlanTerms {
  readonly identity: CloudIdentity;
  readonly days: number | null;
  readonly removal: RemovalWish | null;
}

/** The plan of a launch, or of what a changed file changes; and everything for which it would not be run, but what answers on the network. */
export function planCloud(completed: CompletedWish, { identity, days, removal }: PlanTerms): PlannedCloud {
  const { gathered, cloud, recipe, facts, network, existing, claim, verdicts, changes } = completed;
  const removes =
    removal === null ? [] : changes.flatMap((change) => (change.kind === 'machine-removed' ? [change.machine] : []));
  const nothing = { plan: emptyPlan(cloud), launches: [], removes: [], volumes: [], secrets: [], refusals: [] };
  if (isUpToDate(completed)) {
    return nothing;
  }
  const untilEpochMs = toEndOfDay(identity.hostNowEpochMs, days);
  const claiming = judgeClaimChange(
    { kind: 'claim', addresses: toCloudAddresses(cloud), untilEpochMs },
    { current: claim, person: identity.createdBy, hostNowEpochMs: identity.hostNowEpochMs },
  );
  const reading = buildCloudPlan({
    ...{ cloud, recipe, facts, network, existing, identity, removal },
    machines: gathered.machines,
    claim: { current: claim, untilEpochMs },
  });
  const early = [
    ...verdicts.filter(({ level }) => level === 'refusal').map(({ message }) => message),
    ...judgeChanges(changes, { mayRemove: removal !== null }),
    ...(claiming.ok ? [] : [claiming.reason]),
  ];
  // A change that is refused may leave nothing to launch; that it is refused says more.
  const late = reading.kind === 'refused' && early.length === 0 ? reading.problems : [];
  const refusals = [...new Set([...early, ...late])];
  const launches = listFresh(completed).map((machine) => describeLaunch(machine, completed));
  return reading.kind === 'built' && refusals.length === 0
    ? { plan: reading.plan, launches, removes, volumes: reading.volumes, secrets: reading.secrets, refusals }
    : { ...nothing, launches, removes, refusals };
}

/** The cloud is there, as the file has it. */
export function isUpToDate({ existing, changes }: Pick<CompletedWish, 'existing' | 'changes'>): boolean {
  return existing !== null && changes.length === 0;
}

/** The machines that are not there yet. */
export function listFresh({ cloud, existing }: Pick<CompletedWish, 'cloud' | 'existing'>): readonly CloudMachine[] {
  const there = new Set(existing?.machines.map(({ name }) => name));
  return cloud.machines.filter(({ name }) => !there.has(name));
}

function describeLaunch(machine: CloudMachine, { cloud, recipe, network }: CompletedWish): PlannedMachine {
  const { name, role } = machine;
  const choice = chooseInstall(cloud, machine, recipe, network);
  if (choice.kind === 'refused') {
    return { name, role, how: 'attended', way: cloud.install ?? 'answer-sheet', explanation: choice.problems.join(' ') };
  }
  const { install } = choice;
  const way = toWay(install);
  const found = listWays(recipe, role).find(({ how }) => how.kind === way);
  const how = install.kind === 'attended' ? 'attended' : 'unattended';
  return { name, role, how, way, explanation: found === undefined ? '' : describeWay(found.how) };
}

function toWay(install: MachineInstall): PlannedMachine['way'] {
  switch (install.kind) {
    case 'unattended':
      return install.install.how;
    case 'typed':
      return 'boot-menu';
    case 'attended':
      return install.how;
    default:
      return unreachable(install, 'install of a machine');
  }
}

/** Named as it would be, without steps. */
function emptyPlan({ name }: Cloud): Plan {
  return {
    title: `Launch cloud ${name}`,
    subject: name,
    target: { kind: 'cloud', name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [],
  };
}
