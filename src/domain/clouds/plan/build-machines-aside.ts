import type { HostFacts } from '../../hosts/host-facts.ts';
import { buildDestroyPlan, toRemovedDisk } from '../../machines/build-destroy-plan.ts';
import { buildPowerOff, buildRemoveSockets, toGuardFlag } from '../../machines/build-destroy-steps.ts';
import type { DestroyWish } from '../../machines/destroy-wish.ts';
import type { DestroyedVolume } from '../../machines/list-destroyed-volumes.ts';
import type { MachineDefinition } from '../../machines/machine-definition.ts';
import { getMachinePaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { Machine } from '../../machines/machine.ts';
import type { PlanStep } from '../../plans/plan.ts';
import { buildPurgeStep, buildRecordSteps, buildSetAside } from '../../removals/build-removal-steps.ts';
import { getHostEpochMs } from '../../removals/list-removals.ts';
import { getAsideName, getRemovalPaths, type RemovedDisk, type Removal } from '../../removals/removal.ts';
import { buildMove } from './build-move.ts';
import { ofMachine } from './step-machine.ts';

export interface MachinesAsideInput {
  /** Of the operation, by which the removal is found again. */
  readonly title: string;
  /** In the order in which they were begun. */
  readonly machines: readonly Machine[];
  readonly facts: HostFacts;
  readonly wish: DestroyWish;
  readonly operationId: string;
  /** user@laptop */
  readonly person: string;
  readonly paths: HostPaths;
}

export interface MachinesAside {
  readonly removal: Removal;
  readonly volumes: readonly DestroyedVolume[];
  readonly refusals: readonly string[];
  /** null where it is refused. */
  readonly parts: AsideParts | null;
}

/** Where the steps belong: the guard before anything is done, the end behind everything that may fail. */
export interface AsideParts {
  readonly guard: PlanStep;
  readonly steps: readonly PlanStep[];
  readonly end: PlanStep;
}

interface Doomed {
  readonly machine: Machine;
  readonly definition: MachineDefinition;
  readonly disks: readonly RemovedDisk[];
}

/** Powers machines of a cloud off, those first that were begun last, and sets aside what was made for them: one removal for all. */
export function buildMachinesAside(input: MachinesAsideInput): MachinesAside {
  const { machines, facts, wish, operationId, person: destroyedBy, paths } = input;
  const single = machines.map((machine) => buildDestroyPlan({ machine, facts, wish, operationId, destroyedBy, paths }));
  const refusals = [
    ...single.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])),
    ...machines.flatMap(({ name, definition }) =>
      definition === null ? [`${name} was not launched by Nutshell, so it is no part of a cloud. Remove it by itself.`] : [],
    ),
  ];
  const volumes = single.map((one) => one.volumes);
  const doomed = toDoomed(machines, volumes, operationId).toReversed();
  const removal = toRemoval(input, doomed);
  return {
    removal,
    volumes: volumes.flat(),
    refusals: [...new Set(refusals)],
    parts: refusals.length > 0 ? null : buildParts(doomed, removal, wish.graceMinutes * 60, paths),
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

function toRemoval({ title, facts, wish, operationId, person }: MachinesAsideInput, doomed: readonly Doomed[]): Removal {
  const nowEpochMs = getHostEpochMs(facts);
  return {
    version: 1,
    operationId,
    title,
    machines: doomed.map(({ machine }) => machine.name),
    removedEpochMs: nowEpochMs,
    removedBy: person,
    purgeAfterEpochMs: nowEpochMs + wish.graceMinutes * 60_000,
    isUndoable: wish.graceMinutes > 0,
    disks: doomed.flatMap(({ disks }) => disks),
  };
}

function buildParts(doomed: readonly Doomed[], removal: Removal, graceSeconds: number, paths: HostPaths): AsideParts {
  const { folder } = getRemovalPaths(removal.operationId, paths);
  return {
    guard: buildGuard(doomed, removal, graceSeconds, paths),
    steps: [
      ...buildRecordSteps(removal, paths),
      buildFolders(doomed, folder),
      ...doomed.flatMap((one) => ofMachine(one.machine.name, buildMachineSteps(one, removal, graceSeconds, paths))),
    ],
    end: buildPurgeStep(removal, graceSeconds, paths),
  };
}

/** Each machine has a folder of its own in the removal, by which the guard knows that this goes on. */
function asideOf(name: string, removalFolder: string): string {
  return `${removalFolder}/machines/${name}`;
}

function buildGuard(doomed: readonly Doomed[], removal: Removal, graceSeconds: number, paths: HostPaths): PlanStep {
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
  const { folder } = getMachinePaths(name, paths);
  const aside = `${asideOf(name, getRemovalPaths(removal.operationId, paths).folder)}/machine`;
  return [
    buildPowerOff({ machine, definition, removal, graceSeconds }),
    ...disks.map((disk) => buildSetAside(disk, uuid, removal)),
    buildRemoveSockets(machine, paths),
    buildMove(folder, aside, `the definition and logs of ${name}`, 'definition'),
  ];
}
