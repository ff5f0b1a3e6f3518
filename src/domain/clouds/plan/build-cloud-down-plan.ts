import type { AddressClaim } from '../../addressing/claims/address-claim.ts';
import { buildClaimGuard } from '../../addressing/claims/build-claim-steps.ts';
import { getClaimPaths } from '../../addressing/claims/claim-paths.ts';
import type { HostFacts } from '../../hosts/host-facts.ts';
import { buildDestroyPlan, toRemovedDisk } from '../../machines/build-destroy-plan.ts';
import { buildPowerOff, toGuardFlag } from '../../machines/build-destroy-steps.ts';
import type { DestroyWish } from '../../machines/destroy-wish.ts';
import type { DestroyedVolume } from '../../machines/list-destroyed-volumes.ts';
import type { MachineDefinition } from '../../machines/machine-definition.ts';
import { getMachinePaths, hostPaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { Machine } from '../../machines/machine.ts';
import type { Plan, PlanStep } from '../../plans/plan.ts';
import { buildPurgeStep, buildRecordSteps, buildSetAside } from '../../removals/build-removal-steps.ts';
import { getHostEpochMs } from '../../removals/list-removals.ts';
import { getAsideName, getRemovalPaths, type RemovedDisk, type Removal } from '../../removals/removal.ts';
import { getCloudPaths } from '../cloud-paths.ts';
import { ofMachine } from './step-machine.ts';

export interface CloudDownInput {
  readonly cloud: string;
  /** Of the cloud, as far as they are there, in the order in which they were begun. */
  readonly machines: readonly Machine[];
  readonly facts: HostFacts;
  readonly wish: DestroyWish;
  /** null: nobody has claimed its addresses. */
  readonly claim: AddressClaim | null;
  /** Its cloud file is on the host. */
  readonly hasRecord: boolean;
  readonly operationId: string;
  /** user@laptop */
  readonly person: string;
  readonly paths?: HostPaths;
}

export interface CloudDownPlan {
  readonly plan: Plan;
  readonly volumes: readonly DestroyedVolume[];
  /** Why nothing may be done; the plan has no steps then. */
  readonly refusals: readonly string[];
}

interface Doomed {
  readonly machine: Machine;
  readonly definition: MachineDefinition;
  readonly disks: readonly RemovedDisk[];
}

/**
 * Powers the machines of a cloud off, those first that were begun last, and sets aside what was made for them, with the cloud's own record and
 * its claim: one removal for all, so that one undo brings back all of it.
 */
export function buildCloudDownPlan(input: CloudDownInput): CloudDownPlan {
  const { cloud, machines, facts, wish, operationId, person, paths = hostPaths } = input;
  const single = machines.map((machine) => buildDestroyPlan({ machine, facts, wish, operationId, destroyedBy: person, paths }));
  const refusals = [
    ...(machines.length === 0 && !input.hasRecord && input.claim === null
      ? [`There is no cloud called ${cloud} on this host.`]
      : []),
    ...single.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])),
    ...machines.flatMap(({ name, definition }) =>
      definition === null ? [`${name} was not launched by Nutshell, so it is no part of a cloud. Remove it by itself.`] : [],
    ),
  ];
  const volumes = single.flatMap((one) => one.volumes);
  const doomed = toDoomed(
    machines,
    single.map((one) => one.volumes),
    operationId,
  ).toReversed();
  const removal = toRemoval(input, doomed);
  return {
    volumes,
    refusals: [...new Set(refusals)],
    plan: {
      title: removal.title,
      subject: cloud,
      target: { kind: 'cloud', name: cloud },
      exclusion: 'host',
      undoableUntilEpochMs: removal.isUndoable ? removal.purgeAfterEpochMs : null,
      steps: refusals.length > 0 ? [] : buildSteps(input, doomed, removal, paths),
    },
  };
}

function toDoomed(
  machines: readonly Machine[],
  volumes: readonly (readonly DestroyedVolume[])[],
  operationId: string,
): readonly Doomed[] {
  let index = 0;
  return machines.flatMap((machine, at): Doomed[] => {
    const { definition } = machine;
    if (definition === null) {
      return [];
    }
    const disks = (volumes[at] ?? []).flatMap(({ isRemoved, sizeBytes }) =>
      isRemoved ? [toRemovedDisk(definition, getAsideName(operationId, index++), sizeBytes)] : [],
    );
    return [{ machine, definition, disks }];
  });
}

function toRemoval({ cloud, facts, wish, operationId, person }: CloudDownInput, doomed: readonly Doomed[]): Removal {
  const nowEpochMs = getHostEpochMs(facts);
  return {
    version: 1,
    operationId,
    title: `Take down cloud ${cloud}`,
    machines: doomed.map(({ machine }) => machine.name),
    removedEpochMs: nowEpochMs,
    removedBy: person,
    purgeAfterEpochMs: nowEpochMs + wish.graceMinutes * 60_000,
    isUndoable: wish.graceMinutes > 0,
    disks: doomed.flatMap(({ disks }) => disks),
  };
}

function buildSteps(input: CloudDownInput, doomed: readonly Doomed[], removal: Removal, paths: HostPaths): readonly PlanStep[] {
  const { cloud, claim, hasRecord, operationId, person, wish } = input;
  const { folder } = getRemovalPaths(operationId, paths);
  const graceSeconds = wish.graceMinutes * 60;
  return [
    ...(claim === null ? [] : [buildClaimGuard(cloud, { current: claim, next: null, operationId, person }, paths)]),
    buildGuard(doomed, { removal, graceSeconds, paths }),
    ...buildRecordSteps(removal, paths),
    buildFolders(doomed, folder),
    ...doomed.flatMap((one) => ofMachine(one.machine.name, buildMachineSteps(one, removal, graceSeconds, paths))),
    ...(hasRecord
      ? [buildMove(getCloudPaths(cloud, paths).folder, `${folder}/cloud`, `the record of cloud ${cloud}`, 'cloud')]
      : []),
    ...(claim === null
      ? []
      : [buildMove(getClaimPaths(cloud, paths).folder, `${folder}/claim`, `the claim of the addresses of ${cloud}`, 'claim')]),
    buildPurgeStep(removal, graceSeconds, paths),
  ];
}

interface Frame {
  readonly removal: Removal;
  readonly graceSeconds: number;
  readonly paths: HostPaths;
}

/** Each machine has a folder of its own in the removal, by which the guard knows that this goes on. */
function asideOf(name: string, removalFolder: string): string {
  return `${removalFolder}/machines/${name}`;
}

function buildGuard(doomed: readonly Doomed[], { removal, graceSeconds, paths }: Frame): PlanStep {
  const { folder } = getRemovalPaths(removal.operationId, paths);
  const until = String(Math.floor(removal.purgeAfterEpochMs / 1_000));
  return {
    id: 'check-machines',
    title: 'Check again that they are the machines that were reviewed',
    action: {
      kind: 'guard',
      script: 'guard-destroy.sh',
      args: [
        ...doomed.flatMap(({ definition: { name, uuid } }) => [
          ...['--machine', getMachinePaths(name, paths).definition, uuid, asideOf(name, folder)],
        ]),
        ...doomed.flatMap(({ definition, disks }) => disks.flatMap((disk) => toGuardFlag(disk, definition.uuid))),
        ...(graceSeconds === 0 ? [] : ['--until', until, String(Math.floor(graceSeconds / 2))]),
      ],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: doomed.map(({ definition: { uuid, name } }) => ({
      option: uuid,
      explanation: `By this ${name} is told from another machine of the same name.`,
    })),
    check: null,
    undo: null,
  };
}

function buildFolders(doomed: readonly Doomed[], removalFolder: string): PlanStep {
  const folders = doomed.map(({ machine }) => asideOf(machine.name, removalFolder));
  return {
    id: 'create-machine-folders',
    title: 'Make a place for what is set aside of each machine',
    action: { kind: 'run', argv: ['install', '-d', '-m', '0700', `${removalFolder}/machines`, ...folders] },
    notes: [{ option: removalFolder, explanation: 'One for the whole cloud.' }],
    check: ['test', '-d', `${removalFolder}/machines`],
    undo: null,
  };
}

function buildMachineSteps(
  { machine, definition, disks }: Doomed,
  removal: Removal,
  graceSeconds: number,
  paths: HostPaths,
): readonly PlanStep[] {
  const { name, uuid } = definition;
  const { folder, runFolder } = getMachinePaths(name, paths);
  const aside = `${asideOf(name, getRemovalPaths(removal.operationId, paths).folder)}/machine`;
  return [
    buildPowerOff({ machine, definition, removal, graceSeconds }),
    ...disks.map((disk) => buildSetAside(disk, uuid, removal)),
    {
      id: 'remove-sockets',
      title: `Remove the sockets of ${name}`,
      action: { kind: 'run', argv: ['rm', '-rf', runFolder] },
      notes: [{ option: runFolder, explanation: 'Made anew at each start.' }],
      check: null,
      undo: null,
    },
    buildMove(folder, aside, `the definition and logs of ${name}`, 'definition'),
  ];
}

function buildMove(from: string, to: string, what: string, id: string): PlanStep {
  return {
    id: `set-aside-${id}`,
    title: `Set ${what} aside`,
    action: { kind: 'run', argv: ['move-folder.sh', from, to] },
    notes: [{ option: to, explanation: 'From here it comes back if this is undone.' }],
    check: ['test', '!', '-e', from],
    undo: { title: `Bring ${what} back`, argv: ['move-folder.sh', to, from] },
  };
}
