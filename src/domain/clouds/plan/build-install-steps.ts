import { buildOpenControl, buildPrepareControl } from '../../machines/build-control-steps.ts';
import { buildLaunchStart, type LaunchPlanInput } from '../../machines/build-launch-plan.ts';
import { buildQemuArgv, type QemuCommandLine } from '../../machines/build-qemu-argv.ts';
import { getMachinePaths, type HostPaths } from '../../machines/machine-paths.ts';
import type { PlanCommand, PlanStep } from '../../plans/plan.ts';
import type { MachineInstall } from '../choose-install.ts';
import { getInstallPaths, getSecretsPath } from '../install-paths.ts';

type Unattended = Extract<MachineInstall, { readonly kind: 'unattended' }>['install'];
export type MachineLaunch = LaunchPlanInput & { readonly paths: HostPaths };

/** Everything the installer needs, in a folder for root alone: kernel and initrd out of the ISO, the answers added to the initrd. */
export function buildInstallFiles({ draft, identity, paths }: MachineLaunch, { files, kernel }: Unattended): readonly PlanStep[] {
  const { name, isoPath } = draft;
  const at = getInstallPaths(name, paths);
  const secrets = files.some(({ holdsSecret }) => holdsSecret) ? getSecretsPath(identity.operationId, paths) : '-';
  return [
    {
      id: 'create-install-folder',
      title: `Make a folder for the install of ${name}`,
      action: { kind: 'run', argv: ['install', '-d', '-m', '0700', at.folder, at.answers] },
      notes: [{ option: '-m 0700', explanation: 'For root alone. It goes when the install is over.' }],
      check: null,
      undo: { title: `Remove ${at.folder}`, argv: ['rm', '-rf', at.folder], coversFailure: true },
    },
    ...files.map((file): PlanStep => ({
      id: `write-${file.name}`,
      title: `Write ${file.name} for ${name}`,
      action: { kind: 'write-file', path: `${at.answers}/${file.name}`, content: file.content, mode: '600' },
      notes: [
        { option: file.name, explanation: `${file.title}.` },
        ...(file.holdsSecret
          ? [{ option: '$nutshell$', explanation: 'Stands for a secret, which the next but one step fills in on the host.' }]
          : []),
      ],
      check: null,
      undo: null,
      onInterruption: 'run-again',
    })),
    {
      id: 'take-kernel',
      title: `Take the kernel of the installer out of ${isoPath ?? 'the ISO'}`,
      action: {
        kind: 'run',
        argv: [
          'take-from-iso.sh',
          ...[isoPath ?? '', at.folder],
          ...[kernel.kernelPath, 'kernel', kernel.initrdPath, 'initrd.original'],
        ],
      },
      notes: [{ option: kernel.kernelPath, explanation: 'In the ISO. It is read where it lies; nothing is mounted.' }],
      check: null,
      undo: null,
      isCancellable: true,
      onInterruption: 'run-again',
    },
    {
      id: 'add-answers',
      title: `Add the answers for ${name} to the installer's initrd`,
      action: {
        kind: 'run',
        argv: ['add-to-initrd.sh', at.initrd, at.filledInitrd, secrets, ...files.map((file) => `${at.answers}/${file.name}`)],
      },
      notes: [
        {
          option: at.filledInitrd,
          explanation:
            'Only this machine ever sees it, in its memory: nothing listens on any port, and nothing is on a command line.',
        },
      ],
      check: null,
      undo: null,
      onInterruption: 'run-again',
    },
  ];
}

/** Starts the installer. What held only while it ran counts as proven once the machine is installed. */
export function buildInstallStart(launch: MachineLaunch, { kernel }: Unattended): readonly PlanStep[] {
  const { draft, facts, identity, paths } = launch;
  const at = getInstallPaths(draft.name, paths);
  const line = buildQemuArgv(draft, facts, identity.uuid, {
    paths,
    boot: 'disk-first',
    kernel: { kernelPath: at.kernel, initrdPath: at.filledInitrd, words: kernel.words },
  });
  return startInstaller(launch, line);
}

/** The same from the CD, whose menu somebody must answer. */
export function buildMenuStart(launch: MachineLaunch): readonly PlanStep[] {
  const { draft, facts, identity, paths } = launch;
  return startInstaller(launch, buildQemuArgv(draft, facts, identity.uuid, { paths, boot: 'cd-once', endsAtReboot: true }));
}

function startInstaller(launch: MachineLaunch, line: QemuCommandLine): readonly PlanStep[] {
  const { draft, paths } = launch;
  const { name } = draft;
  const start = buildLaunchStart(launch, line);
  const open = buildOpenControl(name, paths);
  return [
    buildPrepareControl(name, paths),
    { ...start, id: 'start-installer', title: `Start the installer of ${name}`, check: orInstalled(start.check, name, paths) },
    { ...open, check: orInstalled(open.check, name, paths) },
  ];
}

/** From its disk, with the words that its definition has. */
export function buildInstalledStart(launch: MachineLaunch): readonly PlanStep[] {
  const { draft, facts, identity, paths } = launch;
  const { name } = draft;
  const line = buildQemuArgv(draft, facts, identity.uuid, { paths, boot: 'disk-first' });
  const prepare = buildPrepareControl(name, paths);
  const open = buildOpenControl(name, paths);
  return [
    { ...prepare, id: 'prepare-control-again' },
    { ...buildLaunchStart(launch, line), title: `Start ${name} from its disk` },
    { ...open, id: 'open-control-again' },
  ];
}

function orInstalled(check: PlanCommand | null, name: string, paths: HostPaths): PlanCommand | null {
  const { events } = getMachinePaths(name, paths);
  return check === null ? null : ['check-install.sh', getInstallPaths(name, paths).installed, events, ...check];
}
