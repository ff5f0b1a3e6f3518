import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { OptionNote } from '../plans/plan.ts';
import { buildDriveOption } from './build-drive-option.ts';
import { escapeCommas } from './escape-commas.ts';
import type { QemuOption as Option } from './qemu-option.ts';
import type { BootOrder, MachineDraft } from './machine-definition.ts';
import type { KernelStart } from './kernel-start.ts';
import { getMachinePaths, hostPaths, type HostPaths } from './machine-paths.ts';

export interface QemuCommandLine {
  readonly argv: readonly string[];
  readonly notes: readonly OptionNote[];
}

/** `cd-once` boots the CD, and after a restart of the machine the disk. */
export type BootChoice = BootOrder | 'cd-once';

export interface QemuChoices {
  readonly paths?: HostPaths;
  readonly boot?: BootChoice;
  /** Started in the place of what the disk or the CD would boot; null: the firmware boots as ever. */
  readonly kernel?: KernelStart | null;
  /** An installer that is not started by its kernel: QEMU ends when it restarts the machine. */
  readonly endsAtReboot?: boolean;
}

/**
 * The seed's command line, brought up to date: docs/decisions/0002-launch-command-line.md says why each option is as it is.
 * Spelled so that QEMU from 2.6 to 10 understands it, as argument list and as words from the same table.
 */
export function buildQemuArgv(
  draft: MachineDraft,
  facts: HostFacts,
  uuid: string,
  { paths = hostPaths, boot = 'cd-once', kernel = null, endsAtReboot = kernel !== null }: QemuChoices = {},
): QemuCommandLine {
  const options = [
    ...buildSystem(draft, facts, uuid),
    ...buildDisks(draft, boot),
    ...(kernel === null ? [] : buildKernel(kernel)),
    ...(endsAtReboot ? [noReboot] : []),
    ...buildNetwork(draft, facts),
    ...buildConsoles(draft, paths),
    ...buildProcess(draft, paths),
  ];
  const argv = options.flatMap(([option, value]) => (value === null ? [option] : [option, value]));
  const notes = options.map(([option, value, explanation]) => ({
    option: value === null ? option : `${option} ${value}`,
    explanation,
  }));
  const binary = getQemuBinary(facts);
  return { argv: [binary, ...argv], notes: [{ option: binary, explanation: "The host's QEMU, as found on it." }, ...notes] };
}

/** The QEMU that a launch uses; the seed's name for it where none was found, which checkDraft refuses. */
export function getQemuBinary(facts: HostFacts): string {
  return valueOr(facts.qemu, { binaries: [] }).binaries[0]?.path ?? 'qemu-kvm';
}

function buildSystem({ name, memoryMiB, vcpus }: MachineDraft, { cpu }: HostFacts, uuid: string): readonly Option[] {
  const flag = valueOr(cpu, null)?.virtualisation ?? 'none';
  const virtualisation =
    flag === 'none'
      ? 'This host shows no vmx or svm, so the machine will not see one either.'
      : `With nested virtualisation on, that includes ${flag}, without which the installer refuses; the seed wrote qemu64,+vmx.`;
  return [
    ['-name', escapeCommas(name), 'The name, as process lists and the console show it.'],
    ['-uuid', uuid, 'Made for this launch; by it Nutshell tells this process from every other.'],
    ['-machine', 'pc,accel=kvm', 'A classic PC, which old installers know, on hardware virtualisation and nothing slower.'],
    ['-cpu', 'host', `The processor of the host with all it can do. ${virtualisation}`],
    ['-m', String(memoryMiB), `${describeMemory(memoryMiB)} of RAM.`],
    ['-smp', String(vcpus), vcpus === 1 ? '1 virtual CPU.' : `${vcpus} virtual CPUs.`],
  ];
}

function buildDisks({ disk: machineDisk, isoPath }: MachineDraft, boot: BootChoice): readonly Option[] {
  const disk = buildDriveOption(machineDisk);
  if (isoPath === null) {
    return [disk, ['-boot', 'order=c', 'Boot from the disk.']];
  }
  return [
    disk,
    [
      '-drive',
      `file=${escapeCommas(isoPath)},if=ide,index=2,media=cdrom,format=raw`,
      'The installer, as a CD in the drive. What -cdrom does, without guessing a format.',
    ],
    ['-boot', ...bootOptions[boot]],
  ];
}

const bootOptions: Readonly<Record<BootChoice, readonly [value: string, explanation: string]>> = {
  'cd-once': [
    'order=cd,once=d',
    'Boot from the CD once. After that the disk comes first, so the reboot after the install comes up from it; while the disk is still blank, the CD comes up again.',
  ],
  'disk-first': ['order=cd', 'Boot from the disk; while it is still blank, from the CD.'],
  'cd-first': ['order=dc', 'Boot from the CD each time; without one, from the disk.'],
};

/** Direct Linux boot (qemu-system(1), "Linux/Multiboot boot specific"). Every user of the host can see these words. */
function buildKernel({ kernelPath, initrdPath, words }: KernelStart): readonly Option[] {
  return [
    ['-kernel', kernelPath, "The installer's kernel, taken from the ISO: no boot menu, so no key needs to be pressed in time."],
    ['-initrd', initrdPath, 'Its initial file system, from the ISO too, with the answers to its questions added.'],
    ['-append', words.join(' '), 'The words of the boot entry, and where the answers are. No secret is among them.'],
  ];
}

const noReboot: Option = [
  '-no-reboot',
  null,
  'QEMU ends when the installer restarts the machine. Started again without this it boots from its disk.',
];

function buildNetwork({ bridge, mac }: MachineDraft, { bridgeHelper }: HostFacts): readonly Option[] {
  const helper = valueOr(bridgeHelper, null)?.path ?? null;
  return [
    [
      '-netdev',
      `bridge,id=net0,br=${escapeCommas(bridge)}${helper === null ? '' : `,helper=${escapeCommas(helper)}`}`,
      `A tap on bridge ${bridge}, made by QEMU's bridge helper: the machine is on the physical network, without NAT.`,
    ],
    [
      '-device',
      `virtio-net-pci,netdev=net0,mac=${mac}`,
      'The virtual network interface. Its MAC is nobody else’s: machines that share one cannot talk to each other, while everything else seems to work.',
    ],
  ];
}

function buildConsoles({ name, vnc }: MachineDraft, paths: HostPaths): readonly Option[] {
  const { vncSocket, serialSocket, serialLog } = getMachinePaths(name, paths);
  const screen: Option =
    vnc.kind === 'socket'
      ? [
          '-vnc',
          `unix:${vncSocket}`,
          'The screen, on a socket that only root on the host can open; Nutshell reaches it through SSH.',
        ]
      : [
          '-vnc',
          `127.0.0.1:${vnc.number}`,
          `The screen, on TCP port ${5900 + vnc.number} of the host’s loopback: every user of the host can connect, nobody from outside.`,
        ];
  return [
    screen,
    ['-usb', null, 'A USB controller, for the next option.'],
    ['-device', 'usb-tablet', 'A pointer with absolute positions: the mouse in the console is where yours is.'],
    [
      '-chardev',
      `socket,id=serial0,path=${serialSocket},server=on,wait=off,logfile=${serialLog},logappend=on`,
      'The serial console: a socket to type into, and everything it says kept in a file.',
    ],
    ['-serial', 'chardev:serial0', 'Gives the machine that serial console as its first port.'],
  ];
}

function buildProcess({ name }: MachineDraft, paths: HostPaths): readonly Option[] {
  const { qmpSocket, control, events, pidFile, log } = getMachinePaths(name, paths);
  return [
    ['-monitor', 'none', 'No monitor for people; Nutshell uses the next two.'],
    ['-qmp', `unix:${qmpSocket},server=on,wait=off`, 'A control socket, free for whatever else wants to speak QMP.'],
    [
      '-chardev',
      `pipe,id=control,path=${control}`,
      `The control channel: commands through the FIFO ${control}.in, answers and events into ${events}, which outlives QEMU and says why it ended.`,
    ],
    ['-mon', 'chardev=control,mode=control', 'Gives that channel a monitor that speaks QMP: pause, power off, change the CD.'],
    ['-pidfile', pidFile, 'Where QEMU writes its process number.'],
    ['-D', log, 'Where QEMU writes its complaints, the last one included if it should die.'],
    ['-daemonize', null, 'Go on in the background, independent of this SSH connection.'],
  ];
}

function describeMemory(memoryMiB: number): string {
  return memoryMiB % 1024 === 0 ? `${memoryMiB / 1024} GiB` : `${memoryMiB} MiB`;
}
