import type { PlanStep } from '../../plans/plan.ts';
import { unreachable } from '../../unreachable.ts';
import { buildCommand } from '../build-control-steps.ts';
import { describeDisk, toDiskBytes, toLvmSize, toQemuSize } from '../disk-size.ts';
import type { MachineDefinition } from '../machine-definition.ts';
import { getDiskPath, type MachineDisk } from '../machine-disk.ts';
import type { HostPaths } from '../machine-paths.ts';
import { buildAutostartStep } from './build-autostart-step.ts';
import { buildRewrite } from './build-rewrite.ts';
import type { RunningTarget } from './build-running-steps.ts';
import { findDriveName } from './control-channel.ts';
import type { MachineChange } from './machine-action.ts';

/** The definition first, which can be taken back; then what cannot: a disk that has grown, a CD that the machine has seen. */
export function buildChangeSteps(target: RunningTarget, change: MachineChange, paths: HostPaths): readonly PlanStep[] {
  const { machine, definition, channel } = target;
  const live = machine.state.kind === 'running' ? channel : null;
  const changed = changeDefinition(definition, change);
  return [
    ...buildRewrite(changed, paths, `Write down what ${definition.name} is from now on`),
    ...(change.autostart === undefined ? [] : [buildAutostartStep(definition.name, change.autostart, paths)]),
    ...(change.diskGiB === undefined ? [] : buildGrowth(changed, machine.argv, live)),
    ...(change.isoPath === undefined || live === null ? [] : [buildMedium(definition.name, machine.argv, live, change.isoPath)]),
  ];
}

export function changeDefinition(definition: MachineDefinition, change: MachineChange): MachineDefinition {
  const { diskGiB, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const disk = diskGiB === undefined ? definition.disk : { ...definition.disk, sizeGiB: diskGiB };
  return { ...definition, ...given, disk };
}

function buildGrowth({ name, disk }: MachineDefinition, argv: readonly string[], channel: string | null): readonly PlanStep[] {
  const size = describeDisk(disk.sizeGiB);
  const isVolume = disk.kind !== 'file';
  const onHost: PlanStep = {
    id: 'grow-disk',
    title: `Grow ${getDiskPath(disk)} to ${size}`,
    action: { kind: 'run', argv: buildGrowthArgv(disk) },
    notes: [
      {
        option: size,
        explanation:
          'Only ever more than now: what is on it stays. The partitions and file systems inside are for its own system to grow.',
      },
    ],
    check: null,
    undo: null,
  };
  if (channel === null) {
    return [onHost];
  }
  const tell = buildCommand(channel, {
    id: 'tell-size',
    title: `Tell ${name} that its disk has ${size}`,
    command: {
      execute: 'block_resize',
      arguments: { device: findDriveName(argv, 'disk'), size: toDiskBytes(disk.sizeGiB) },
    },
    explanation: isVolume
      ? 'Its system sees the new size at once.'
      : 'QEMU, which has the file open, makes it larger itself; the system in the machine sees the new size at once.',
  });
  // A file that QEMU has open is QEMU's to grow.
  return isVolume ? [onHost, tell] : [tell];
}

function buildGrowthArgv(disk: MachineDisk): readonly string[] {
  switch (disk.kind) {
    case 'lvm':
    case 'lvm-thin':
      return ['lvextend', '-L', toLvmSize(disk.sizeGiB), `${disk.group}/${disk.name}`];
    case 'file':
      return ['qemu-img', 'resize', '-f', disk.format, getDiskPath(disk), toQemuSize(disk.sizeGiB)];
    default:
      return unreachable(disk, 'machine disk');
  }
}

function buildMedium(name: string, argv: readonly string[], channel: string, isoPath: string | null): PlanStep {
  const device = findDriveName(argv, 'cd');
  return isoPath === null
    ? buildCommand(channel, {
        id: 'eject',
        title: `Eject the CD of ${name}`,
        command: { execute: 'eject', arguments: { device } },
        explanation: 'As the button of the drive: a system that uses the CD keeps the drive locked, and this fails.',
      })
    : buildCommand(channel, {
        id: 'insert',
        title: `Insert ${isoPath} into the drive of ${name}`,
        command: {
          execute: 'blockdev-change-medium',
          arguments: { device, filename: isoPath, format: 'raw', 'read-only-mode': 'read-only' },
        },
        explanation: 'Its system sees another CD at once. One that uses the CD keeps the drive locked, and this fails.',
      });
}
