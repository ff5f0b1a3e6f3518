import type { HostFacts } from '../../hosts/host-facts.ts';
import type { PlanStep } from '../../plans/plan.ts';
import type { MachineDefinition, VncListen } from '../machine-definition.ts';
import { getMachinePaths, type HostPaths } from '../machine-paths.ts';
import type { Machine, MachineConsole } from '../machine.ts';
import { hasOption, parseCommandLine } from '../parse-command-line.ts';
import { findAdoptedDisk } from './find-adopted-disk.ts';
import type { ActionPlanInput } from './action-plan.ts';
import type { AdoptAction } from './machine-action.ts';

/** Writes down what a machine of somebody else is, so that it can be started again. The machine itself is not touched. */
export function buildAdoptSteps(
  input: ActionPlanInput & { readonly paths: HostPaths },
  action: AdoptAction,
): readonly PlanStep[] {
  const { machine, paths } = input;
  const content = buildAdoptedDefinition(input, action);
  if (content === null) {
    return [];
  }
  const { folder, definition } = getMachinePaths(action.name, paths);
  const { stateDirectory } = paths;
  return [
    buildGuard(machine, action.name, paths),
    {
      id: 'prepare-folders',
      title: "Make sure that Nutshell's folders exist",
      action: { kind: 'run', argv: ['install', '-d', '-m', '0700', stateDirectory, `${stateDirectory}/machines`] },
      notes: [{ option: '-m 0700', explanation: 'For root alone.' }],
      check: null,
      undo: null,
    },
    {
      id: 'create-folder',
      title: `Create the folder of ${action.name}`,
      action: { kind: 'run', argv: ['mkdir', '-m', '0700', folder] },
      notes: [],
      check: null,
      undo: { title: `Remove ${folder}`, argv: ['rm', '-rf', folder] },
    },
    {
      id: 'write-definition',
      title: `Write down what ${action.name} is`,
      action: { kind: 'write-file', path: definition, content: `${JSON.stringify(content, null, 2)}\n`, mode: '600' },
      notes: [
        {
          option: definition,
          explanation: 'Its words, so that it can be started with them again. The machine runs on as it is.',
        },
      ],
      check: null,
      undo: { title: `Remove ${definition}`, argv: ['rm', '-f', definition], coversFailure: true },
    },
  ];
}

function buildGuard({ state, argv }: Machine, name: string, { stateDirectory }: HostPaths): PlanStep {
  const pid = state.kind === 'running' ? String(state.pid) : '';
  return {
    id: 'check-machine',
    title: 'Check again that it is the machine that was reviewed',
    action: {
      kind: 'guard',
      script: 'guard-adopt.sh',
      args: [`${stateDirectory}/machines`, name, pid, ...argv],
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [{ option: pid, explanation: 'This process must still have this very command line, and the name must be free.' }],
    check: null,
    undo: null,
  };
}

function buildAdoptedDefinition(input: ActionPlanInput, { name, role }: AdoptAction): MachineDefinition | null {
  const { machine, facts, person, nowEpochMs, uuid } = input;
  const disk = findAdoptedDisk(machine, facts);
  const [nic] = machine.nics;
  if (disk === null) {
    return null;
  }
  const size = { memoryMiB: machine.memoryMiB ?? 0, vcpus: machine.vcpus ?? 1 };
  const network = { bridge: nic?.bridge ?? '', mac: nic?.mac ?? '', vnc: toVnc(machine.console), addresses: null };
  return {
    version: 2,
    name,
    role,
    ...size,
    isoPath: machine.isoPath,
    disk,
    ...network,
    uuid: machine.uuid ?? uuid,
    createdEpochMs: nowEpochMs,
    createdBy: person,
    argv: machine.argv,
    revision: 1,
    boot: 'disk-first',
    autostart: false,
    origin: { kind: 'adopted', argv: machine.argv, workingDirectory: findFolder(machine, facts) },
  };
}

function toVnc(console: MachineConsole): VncListen {
  return console.kind === 'tcp' ? { kind: 'display', number: console.port - 5900 } : { kind: 'socket' };
}

/** -daemonize goes to / after it has opened its files: where it began is gone, and its paths had better be whole. */
function findFolder({ state, argv }: Machine, { processes }: HostFacts): string | null {
  const pid = state.kind === 'running' ? state.pid : null;
  const process = processes.kind === 'known' ? processes.value.find((candidate) => candidate.pid === pid) : undefined;
  return process === undefined || hasOption(parseCommandLine(argv), 'daemonize') ? null : process.workingDirectory;
}

/** Forgets what was written down. The machine runs on, or stays stopped, with its disk; it is somebody else's again. */
export function buildReleaseSteps({ name }: MachineDefinition, paths: HostPaths): readonly PlanStep[] {
  const { folder } = getMachinePaths(name, paths);
  return [
    {
      id: 'forget',
      title: `Forget ${name}`,
      action: { kind: 'run', argv: ['rm', '-rf', folder] },
      notes: [
        {
          option: folder,
          explanation: 'What was written down about it, and its logs. Its disk and its process are not touched.',
        },
      ],
      check: null,
      undo: null,
    },
  ];
}
