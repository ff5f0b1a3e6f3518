import type { PlanStep } from '../plans/plan.ts';
import { buildPurgeStep, buildRecordSteps, buildSetAside } from '../removals/build-removal-steps.ts';
import { getRemovalPaths, type RemovedDisk, type Removal } from '../removals/removal.ts';
import { identifyProcess } from './lifecycle/build-running-steps.ts';
import type { MachineDefinition } from './machine-definition.ts';
import type { Machine } from './machine.ts';
import { getMachinePaths, type HostPaths } from './machine-paths.ts';
import { machineTag } from './volume-tags.ts';

export interface DestroyStepsInput {
  readonly machine: Machine;
  readonly definition: MachineDefinition;
  readonly removal: Removal;
  readonly graceSeconds: number;
}

/**
 * The definition goes after the disks: a destruction that stops halfway leaves a machine that is still listed. The clock starts last:
 * before it nothing is ever removed for good.
 */
export function buildDestroySteps(input: DestroyStepsInput, paths: HostPaths): readonly PlanStep[] {
  const { definition, removal, graceSeconds } = input;
  return [
    buildGuard(input, paths),
    ...buildRecordSteps(removal, paths),
    buildPowerOff(input),
    ...removal.disks.map((disk) => buildSetAside(disk, definition.uuid, removal)),
    ...buildFolderSteps(input, paths),
    buildPurgeStep(removal, graceSeconds, paths),
  ];
}

function buildGuard({ definition, removal, graceSeconds }: DestroyStepsInput, paths: HostPaths): PlanStep {
  const { name, uuid } = definition;
  const until = String(Math.floor(removal.purgeAfterEpochMs / 1_000));
  const time = graceSeconds === 0 ? [] : ['--until', until, String(Math.floor(graceSeconds / 2))];
  const disks = removal.disks.flatMap((disk) => toGuardFlag(disk, uuid));
  const { folder } = getRemovalPaths(removal.operationId, paths);
  return {
    id: 'check-machine',
    title: 'Check again that it is the machine that was reviewed',
    action: {
      kind: 'guard',
      script: 'guard-destroy.sh',
      args: ['--machine', getMachinePaths(name, paths).definition, uuid, folder, ...disks, ...time],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [
      { option: uuid, explanation: 'By this it is told from another machine of the same name.' },
      ...(time.length === 0
        ? []
        : [{ option: time.join(' '), explanation: 'Half of the time in which it can be undone must be left when it begins.' }]),
    ],
    check: null,
    undo: null,
  };
}

export function toGuardFlag(disk: RemovedDisk, uuid: string): readonly string[] {
  return disk.kind === 'file'
    ? ['--file', disk.folder, disk.path, disk.uuid]
    : ['--volume', disk.group, disk.name, machineTag(uuid)];
}

export function buildPowerOff({ machine, definition }: DestroyStepsInput): PlanStep {
  const { name, uuid } = definition;
  return {
    id: 'power-off',
    title: `Power ${name} off`,
    action: { kind: 'run', argv: ['stop-machine.sh', ...identifyProcess({ machine, definition })] },
    notes: [
      {
        option: uuid,
        explanation:
          'Only the QEMU process that was started with this very -uuid is ended: TERM first, KILL after ten seconds. An undo brings the machine back powered off.',
      },
    ],
    check: null,
    undo: null,
  };
}

/**
 * A host that was restarted has no such folder, and by that it is told why a machine does not run (judgeEnd). So the undo makes it again,
 * unless the machine had ended so before: what comes back was powered off.
 */
export function buildRemoveSockets({ name, state }: Machine, paths: HostPaths): PlanStep {
  const { runDirectory } = paths;
  const { runFolder } = getMachinePaths(name, paths);
  const hadFolder = state.kind === 'running' || state.how.kind !== 'host-restarted';
  return {
    id: 'remove-sockets',
    title: `Remove the sockets of ${name}`,
    action: { kind: 'run', argv: ['rm', '-rf', runFolder] },
    notes: [{ option: runFolder, explanation: 'Made anew at each start.' }],
    check: null,
    undo: hadFolder
      ? {
          title: `Make the folder for the sockets of ${name} again`,
          argv: ['install', '-d', '-m', '0700', runDirectory, `${runDirectory}/machines`, runFolder],
        }
      : null,
  };
}

function buildFolderSteps({ machine, definition: { name }, removal }: DestroyStepsInput, paths: HostPaths): readonly PlanStep[] {
  const { folder } = getMachinePaths(name, paths);
  const aside = getRemovalPaths(removal.operationId, paths).machine;
  return [
    buildRemoveSockets(machine, paths),
    {
      id: 'set-aside-definition',
      title: `Set the definition and logs of ${name} aside`,
      action: { kind: 'run', argv: ['move-folder.sh', folder, aside] },
      notes: [{ option: aside, explanation: 'From here they come back if it is undone.' }],
      check: ['test', '!', '-e', folder],
      undo: { title: `Bring the definition and logs of ${name} back`, argv: ['move-folder.sh', aside, folder] },
    },
  ];
}
