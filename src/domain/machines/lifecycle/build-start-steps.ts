import type { HostFacts } from '../../hosts/host-facts.ts';
import type { OptionNote, PlanStep } from '../../plans/plan.ts';
import { buildOpenControl, buildPrepareControl } from '../build-control-steps.ts';
import { buildQemuArgv, getQemuBinary, type BootChoice } from '../build-qemu-argv.ts';
import type { MachineDefinition } from '../machine-definition.ts';
import { getDiskPath } from '../machine-disk.ts';
import { getMachinePaths, type HostPaths } from '../machine-paths.ts';
import { buildAdoptedArgv } from './build-adopted-argv.ts';
import { buildRewrite } from './build-rewrite.ts';

export interface StartInput {
  readonly definition: MachineDefinition;
  readonly facts: HostFacts;
  readonly paths: HostPaths;
  /** null: as the machine is set. */
  readonly boot: BootChoice | null;
}

/** From the definition to a running QEMU, also where the host was restarted and /run is empty. */
export function buildStartSteps({ definition, facts, paths, boot }: StartInput): readonly PlanStep[] {
  const { name } = definition;
  const line = buildLine(definition, facts, paths, boot ?? definition.boot);
  const next = { ...definition, argv: line.argv };
  const isAsBefore = JSON.stringify(next.argv) === JSON.stringify(definition.argv);
  return [
    buildCollisionGuard(definition, facts, paths),
    buildRunFolder(name, paths),
    buildPrepareControl(name, paths),
    ...(isAsBefore ? [] : buildRewrite(next, paths, 'Write down with which words it is started')),
    buildStart(next, line, paths),
    buildOpenControl(name, paths),
  ];
}

interface Line {
  readonly argv: readonly string[];
  /** What is typed: the words, perhaps in a folder of their own. */
  readonly command: readonly string[];
  readonly notes: readonly OptionNote[];
}

function buildLine(definition: MachineDefinition, facts: HostFacts, paths: HostPaths, boot: BootChoice): Line {
  if (definition.origin.kind === 'adopted') {
    return buildAdoptedArgv(definition, definition.origin, paths);
  }
  const { argv, notes } = buildQemuArgv(definition, facts, definition.uuid, { paths, boot });
  return { argv, command: argv, notes };
}

/** What a launch looks for as well, but for the name and the disk, which are the machine's own. */
function buildCollisionGuard(
  definition: MachineDefinition,
  facts: HostFacts,
  { stateDirectory, runDirectory }: HostPaths,
): PlanStep {
  const { uuid, name, bridge, mac, disk, isoPath, vnc, addresses, origin } = definition;
  const flags = {
    '--uuid': uuid,
    '--name': name,
    '--machines': `${stateDirectory}/machines`,
    '--run': `${runDirectory}/machines`,
    '--qemu': origin.kind === 'adopted' ? (origin.argv[0] ?? '') : getQemuBinary(facts),
    '--bridge': bridge,
    '--mac': mac.toLowerCase(),
    '--own': getDiskPath(disk),
    ...(isoPath === null ? {} : { '--iso': isoPath }),
    ...(vnc.kind === 'display' ? { '--display': String(vnc.number) } : {}),
    ...(addresses === null ? {} : { '--ip': addresses.ip }),
  };
  return {
    id: 'check-host',
    title: 'Check that nothing collides with it now',
    action: {
      kind: 'guard',
      script: 'guard-launch.sh',
      args: Object.entries(flags).flat(),
      refusal: 'The host is no longer as it was when this was reviewed.',
    },
    notes: [
      {
        option: 'guard-launch.sh',
        explanation:
          'While it did not run, somebody may have taken its MAC, display or address, or its disk or ISO may have gone.',
      },
    ],
    check: null,
    undo: null,
  };
}

/** /run is emptied when the host restarts. */
function buildRunFolder(name: string, paths: HostPaths): PlanStep {
  const { runFolder } = getMachinePaths(name, paths);
  const { runDirectory } = paths;
  return {
    id: 'prepare-folders',
    title: `Make sure that the folder for the sockets of ${name} exists`,
    action: { kind: 'run', argv: ['install', '-d', '-m', '0700', runDirectory, `${runDirectory}/machines`, runFolder] },
    notes: [{ option: '-m 0700', explanation: 'For root alone.' }],
    check: null,
    undo: null,
  };
}

function buildStart(definition: MachineDefinition, { command, notes }: Line, paths: HostPaths): PlanStep {
  const { name, uuid, vnc, origin } = definition;
  const { log, qmpSocket, vncSocket, control } = getMachinePaths(name, paths);
  const own = vnc.kind === 'socket' ? [qmpSocket, vncSocket] : [qmpSocket];
  return {
    id: 'start-qemu',
    title: `Start ${name}`,
    action: { kind: 'run', argv: command, errorLog: log },
    notes,
    // What an adopted machine listens on is its maker's affair.
    check: ['check-machine.sh', uuid, log, ...(origin.kind === 'adopted' ? [] : own)],
    undo: { title: `Power ${name} off`, argv: ['stop-machine.sh', '--channel', control, uuid], coversFailure: true },
  };
}
