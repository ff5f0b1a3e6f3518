import type { HostFacts } from '../hosts/host-facts.ts';
import type { Plan, PlanStep } from '../plans/plan.ts';
import { buildOpenControl, buildPrepareControl } from './build-control-steps.ts';
import { buildDiskFlags } from './build-disk-flags.ts';
import { buildDiskSteps } from './build-disk-steps.ts';
import { buildQemuArgv, getQemuBinary, type QemuCommandLine } from './build-qemu-argv.ts';
import type { LaunchIdentity } from './launch-identity.ts';
import type { MachineDefinition, MachineDraft } from './machine-definition.ts';
import { getMachinePaths, hostPaths, type HostPaths } from './machine-paths.ts';
import { getRole } from './machine-role.ts';

export interface LaunchPlanInput {
  readonly draft: MachineDraft;
  readonly facts: HostFacts;
  readonly identity: LaunchIdentity;
  readonly paths?: HostPaths;
}

/** The seed's two commands, with what makes them safe around them: guard, folders, volume, definition, QEMU. */
export function buildLaunchPlan(input: LaunchPlanInput): Plan {
  const { draft, facts, identity, paths = hostPaths } = input;
  const line = buildQemuArgv(draft, facts, identity.uuid, { paths });
  return {
    title: `Launch ${draft.name}`,
    subject: draft.name,
    target: { kind: 'machine', name: draft.name },
    exclusion: 'host',
    undoableUntilEpochMs: null,
    steps: [
      buildLaunchGuard(input),
      ...buildMakingSteps(input, line.argv),
      buildPrepareControl(draft.name, paths),
      buildStart({ draft, identity, paths }, line),
      buildOpenControl(draft.name, paths),
    ],
  };
}

/** Looks for collisions with anybody, under the host's lock. A plan for several machines asks for all of them first. */
export function buildLaunchGuard({ draft, facts, identity, paths = hostPaths }: LaunchPlanInput): PlanStep {
  return buildGuard({ draft, identity, paths }, facts);
}

/** Everything but QEMU: folders, disk and definition. `argv` is what it will be started with. */
export function buildMakingSteps(
  { draft, identity, paths = hostPaths }: LaunchPlanInput,
  argv: readonly string[],
): readonly PlanStep[] {
  return [
    ...buildFolders({ draft, identity, paths }),
    ...buildDiskSteps(draft.disk, identity),
    buildDefinition(draft, identity, argv, paths),
  ];
}

/** Starts QEMU with these words. */
export function buildLaunchStart({ draft, identity, paths = hostPaths }: LaunchPlanInput, line: QemuCommandLine): PlanStep {
  return buildStart({ draft, identity, paths }, line);
}

/** What a machine is beside its draft when it is new. */
const startDefinition = { version: 2, revision: 1, boot: 'disk-first', autostart: false, origin: { kind: 'launched' } } as const;

interface Launch {
  readonly draft: MachineDraft;
  readonly identity: LaunchIdentity;
  readonly paths: HostPaths;
}

function buildGuard({ draft, identity, paths: { stateDirectory, runDirectory } }: Launch, facts: HostFacts): PlanStep {
  const flags = {
    '--uuid': identity.uuid,
    '--name': draft.name,
    '--machines': `${stateDirectory}/machines`,
    '--run': `${runDirectory}/machines`,
    '--qemu': getQemuBinary(facts),
    '--bridge': draft.bridge,
    '--mac': draft.mac.toLowerCase(),
    ...buildDiskFlags(draft.disk, facts),
    ...(draft.isoPath === null ? {} : { '--iso': draft.isoPath }),
    ...(draft.vnc.kind === 'display' ? { '--display': String(draft.vnc.number) } : {}),
    ...(draft.addresses === null ? {} : { '--ip': draft.addresses.ip }),
  };
  return {
    id: 'check-host',
    title: 'Check again that nothing collides',
    action: {
      kind: 'guard',
      script: 'guard-launch.sh',
      args: Object.entries(flags).flat(),
      refusal: 'The host is no longer as it was when this launch was reviewed.',
    },
    notes: [
      {
        option: 'guard-launch.sh',
        explanation:
          'Reads the host once more while nobody else may change it: name, MAC, display, disk, room, bridge, ISO. Changes nothing.',
      },
    ],
    check: null,
    undo: null,
  };
}

function buildFolders({ draft: { name }, identity, paths: { stateDirectory, runDirectory } }: Launch): readonly PlanStep[] {
  const { operationId } = identity;
  const shared = [stateDirectory, `${stateDirectory}/machines`, runDirectory, `${runDirectory}/machines`];
  return [
    {
      id: 'prepare-folders',
      title: "Make sure that Nutshell's folders exist",
      action: { kind: 'run', argv: ['install', '-d', '-m', '0700', ...shared] },
      notes: [{ option: '-m 0700', explanation: 'For root alone.' }],
      check: ['test', '-d', `${runDirectory}/machines`],
      undo: null,
    },
    buildFolder(`Create the folder of ${name}`, `${stateDirectory}/machines/${name}`, { id: 'create-folder', operationId }),
    buildFolder(`Create the folder for the sockets of ${name}`, `${runDirectory}/machines/${name}`, {
      id: 'create-run-folder',
      operationId,
    }),
  ];
}

/** A folder that says which operation made it, so that what the undo removes was made here. */
function buildFolder(title: string, folder: string, { id, operationId }: { id: string; operationId: string }): PlanStep {
  return {
    id,
    title,
    action: { kind: 'run', argv: ['make-folder.sh', operationId, folder] },
    notes: [
      {
        option: operationId,
        explanation: 'This operation; its name is left in the folder, so that nobody takes it for his own.',
      },
    ],
    check: ['grep', '-q', '-x', '-F', operationId, `${folder}/operation`],
    undo: { title: `Remove ${folder}`, argv: ['remove-folder.sh', operationId, folder], coversFailure: true },
  };
}

function buildDefinition(draft: MachineDraft, identity: LaunchIdentity, argv: readonly string[], paths: HostPaths): PlanStep {
  const { uuid, createdEpochMs, createdBy } = identity;
  const { definition } = getMachinePaths(draft.name, paths);
  const content: MachineDefinition = { ...startDefinition, ...draft, uuid, createdEpochMs, createdBy, argv };
  return {
    id: 'write-definition',
    title: `Write down what ${draft.name} is`,
    action: { kind: 'write-file', path: definition, content: `${JSON.stringify(content, null, 2)}\n`, mode: '600' },
    notes: [{ option: definition, explanation: 'By it every laptop finds this machine, running or not.' }],
    check: ['test', '-s', definition],
    undo: { title: `Remove ${definition}`, argv: ['rm', '-f', definition], coversFailure: true },
  };
}

function buildStart({ draft, identity, paths }: Launch, { argv, notes }: QemuCommandLine): PlanStep {
  const { log, qmpSocket, vncSocket } = getMachinePaths(draft.name, paths);
  const sockets = draft.vnc.kind === 'socket' ? [qmpSocket, vncSocket] : [qmpSocket];
  return {
    id: 'start-qemu',
    title: `Start ${draft.name} as ${getRole(draft.role).title}`,
    action: { kind: 'run', argv, errorLog: log },
    notes,
    check: ['check-machine.sh', identity.uuid, log, ...sockets],
    // The uuid is this launch's alone: where its QEMU runs, the step was done.
    onInterruption: 'trust-check',
    undo: { title: `Power ${draft.name} off`, argv: ['stop-machine.sh', identity.uuid], coversFailure: true },
  };
}
