import { buildClaimGuard } from '../../addressing/claims/build-claim-steps.ts';
import { buildNextClaim } from '../../addressing/claims/build-next-claim.ts';
import { buildLaunchGuard, buildMakingSteps } from '../../machines/build-launch-plan.ts';
import { buildQemuArgv } from '../../machines/build-qemu-argv.ts';
import type { DestroyedVolume } from '../../machines/list-destroyed-volumes.ts';
import { hostPaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { Plan, PlanStep } from '../../plans/plan.ts';
import { secretNames } from '../../recipes/fill-template.ts';
import { toCloudAddresses, type Cloud } from '../cloud.ts';
import { getSecretsPath } from '../install-paths.ts';
import { markSecret } from '../mark-secret.ts';
import { listSecretsOf } from '../screen/screen-instruction.ts';
import type { StoredSecretName } from '../stored-secrets.ts';
import type { CloudPlanInput } from './cloud-plan-input.ts';
import { buildCloudRecord, buildClaimSteps } from './build-record-steps.ts';
import { buildInstallFiles } from './build-install-steps.ts';
import { buildMachineChanges, type MachineChanges } from './build-machine-changes.ts';
import { buildMachinesAside, type MachinesAside } from './build-machines-aside.ts';
import { buildTurnSteps } from './build-turn-steps.ts';
import { gatherLaunches, type CloudLaunch } from './gather-launches.ts';
import { orderTurns } from './order-turns.ts';
import { ofMachine } from './step-machine.ts';

export type CloudPlanReading =
  | {
      readonly kind: 'built';
      readonly plan: Plan;
      /** What store-secrets.sh must have brought to the host before this plan begins. */
      readonly secrets: readonly StoredSecretName[];
      /** Of machines that go. */
      readonly volumes: readonly DestroyedVolume[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** All that is done in one operation: what goes, what changes of machines that are there, and what is new. */
interface Parts {
  readonly aside: MachinesAside | null;
  readonly changes: MachineChanges;
  readonly launches: readonly CloudLaunch[];
}

/**
 * A whole cloud as one operation: every guard before anything is made. Machines that go make room first, those that stay are changed; then
 * everything but QEMU for all new machines; then turn by turn, as the recipe orders the roles. It fails as a whole and is taken back as a
 * whole, in reverse.
 */
export function buildCloudPlan(input: CloudPlanInput): CloudPlanReading {
  const { cloud, paths = hostPaths } = input;
  const gathered = gatherLaunches(input, paths);
  const changes = buildMachineChanges(input, paths);
  const aside = buildAside(input, paths);
  const problems = [...(gathered.kind === 'refused' ? gathered.problems : []), ...changes.problems, ...(aside?.refusals ?? [])];
  if (gathered.kind === 'refused' || problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const parts: Parts = { aside, changes, launches: gathered.launches };
  if (isNothing(parts)) {
    return { kind: 'refused', problems: [`Cloud ${cloud.name} is there already, and nothing of it is to be changed.`] };
  }
  const secrets = listSecrets(gathered.launches);
  return {
    kind: 'built',
    secrets,
    volumes: aside?.volumes ?? [],
    plan: { ...buildHead(input, parts), steps: buildSteps(input, parts, secrets, paths) },
  };
}

function isNothing({ aside, changes, launches }: Parts): boolean {
  return launches.length === 0 && changes.steps.length === 0 && aside === null;
}

/** What is set aside can be brought back for a while, and everything else of the operation with it. */
function buildHead({ cloud, existing }: CloudPlanInput, { aside, changes }: Parts): Omit<Plan, 'steps'> {
  const isAdding = changes.steps.length === 0 && aside === null;
  return {
    title: existing === null ? `Launch cloud ${cloud.name}` : isAdding ? `Add to cloud ${cloud.name}` : titleChange(cloud),
    subject: cloud.name,
    target: { kind: 'cloud', name: cloud.name },
    exclusion: 'host',
    undoableUntilEpochMs: aside?.removal.isUndoable === true ? aside.removal.purgeAfterEpochMs : null,
  };
}

function titleChange({ name }: Cloud): string {
  return `Change cloud ${name}`;
}

/** Machines that the cloud no longer has; null where there are none, or where nobody has said that they may go. */
function buildAside(
  { cloud, existing, machines, facts, removal, identity }: CloudPlanInput,
  paths: HostPaths,
): MachinesAside | null {
  const stays = new Set(cloud.machines.map(({ name }) => name));
  const gone = (existing?.machines ?? []).flatMap(({ name }) =>
    stays.has(name) ? [] : machines.filter((machine) => machine.name === name && machine.definition !== null),
  );
  if (gone.length === 0 || removal === null) {
    return null;
  }
  const { operationId, createdBy: person } = identity;
  const wish = { ...removal, isForeignMeant: false };
  return buildMachinesAside({ title: titleChange(cloud), machines: gone, facts, wish, operationId, person, paths });
}

function buildSteps(
  { cloud, recipe, existing, claim, identity }: CloudPlanInput,
  { aside, changes, launches }: Parts,
  secrets: readonly StoredSecretName[],
  paths: HostPaths,
): readonly PlanStep[] {
  const { operationId, createdBy: person, hostNowEpochMs: nowEpochMs } = identity;
  const next = buildNextClaim(
    { kind: 'claim', addresses: toCloudAddresses(cloud), untilEpochMs: claim.untilEpochMs },
    claim.current,
    { operationId, person, nowEpochMs },
  );
  const going = aside?.parts ?? null;
  const launched = launches.map(({ machine }) => machine);
  return [
    ...(secrets.length === 0 ? [] : [buildSecretsCheck(operationId, paths)]),
    buildClaimGuard(cloud.name, { current: claim.current, next, operationId, person }, paths),
    ...(going === null ? [] : [going.guard]),
    ...changes.guards,
    ...launches.flatMap((one) => ofMachine(one.machine.name, [nameGuard(buildLaunchGuard(one.launch), one)])),
    ...(going === null ? [] : going.steps),
    ...changes.steps,
    ...(next === null ? [] : buildClaimSteps(claim.current, next, paths)),
    ...buildCloudRecord(cloud, existing !== null, operationId, paths),
    ...launches.flatMap((one, at) => ofMachine(one.machine.name, buildMaking(one, at === 0))),
    ...forgetAfterUse(
      orderTurns(recipe, launched).flatMap((turn) => buildTurnSteps(turn, launches, recipe, paths)),
      secrets.length === 0 ? [] : [buildForgetSecrets(operationId, paths)],
    ),
    ...(going === null ? [] : [going.end]),
  ];
}

function nameGuard(step: PlanStep, { machine }: CloudLaunch): PlanStep {
  return { ...step, title: `Check again that nothing collides with ${machine.name}` };
}

/** The definition has the words of a start from the disk: whoever starts the machine again never installs it anew. */
function buildMaking({ launch, install }: CloudLaunch, isFirst: boolean): readonly PlanStep[] {
  const { draft, facts, identity, paths } = launch;
  const { argv } = buildQemuArgv(draft, facts, identity.uuid, {
    paths,
    boot: install.kind === 'attended' ? 'cd-once' : 'disk-first',
  });
  return [
    ...buildMakingSteps(launch, argv).filter(({ id }) => isFirst || id !== 'prepare-folders'),
    ...(install.kind === 'unattended' ? buildInstallFiles(launch, install.install) : []),
  ];
}

/** Passwords are needed until the last has been typed; those that are in an initrd by then, no longer than that. */
function forgetAfterUse(turns: readonly PlanStep[], forget: readonly PlanStep[]): readonly PlanStep[] {
  const last = turns.findLastIndex(({ id }) => id.startsWith('answer-questions@'));
  return [...turns.slice(0, last + 1), ...forget, ...turns.slice(last + 1)];
}

function listSecrets(launches: readonly CloudLaunch[]): readonly StoredSecretName[] {
  const texts = launches.flatMap(({ install }) =>
    install.kind === 'unattended' ? install.install.files.map(({ content }) => content) : [],
  );
  const filledIn = secretNames.filter((name) =>
    texts.some((text) => new RegExp(`${markSecret(name).replaceAll('$', '\\$')}(?![A-Za-z])`).test(text)),
  );
  return [
    ...new Set([
      ...filledIn,
      ...launches.flatMap(({ install }) => (install.kind === 'typed' ? listSecretsOf(install.answers) : [])),
    ]),
  ];
}

function buildSecretsCheck(operationId: string, paths: HostPaths): PlanStep {
  const file = getSecretsPath(operationId, paths);
  return {
    id: 'check-secrets',
    title: 'Look whether the passwords have arrived',
    action: { kind: 'run', argv: ['test', '-s', file] },
    notes: [
      {
        option: file,
        explanation: 'For root alone, in memory. They came on standard input, and are in no plan, journal or command line.',
      },
    ],
    check: null,
    undo: { title: 'Forget the passwords', argv: ['rm', '-f', file], coversFailure: true },
  };
}

function buildForgetSecrets(operationId: string, paths: HostPaths): PlanStep {
  const file = getSecretsPath(operationId, paths);
  return {
    id: 'forget-secrets',
    title: 'Forget the passwords',
    action: { kind: 'run', argv: ['rm', '-f', file] },
    notes: [{ option: file, explanation: 'From here on they are only where the installers find them.' }],
    check: ['test', '!', '-e', file],
    undo: null,
    onInterruption: 'run-again',
  };
}
