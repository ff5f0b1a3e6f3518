import type { Machine } from '../machine.ts';
import { getMachinePaths, isMachineName, type HostPaths } from '../machine-paths.ts';
import { parseCommandLine, valuesOf, type CommandLine } from '../parse-command-line.ts';
import { parseOptionValues } from '../parse-option-values.ts';

/**
 * What control-machine.sh speaks to: the control channel, else a monitor's socket, as others give their machines; null where there
 * is neither, and signals are all that is left.
 */
export function findControlChannel(machine: Machine, paths: HostPaths): string | null {
  const { control } = isMachineName(machine.name) ? getMachinePaths(machine.name, paths) : { control: null };
  const hasChannel = valuesOf(parseCommandLine(machine.argv), 'chardev').some(
    (value) => parseOptionValues(value, 'backend').get('path') === control,
  );
  return hasChannel ? control : machine.qmpSocketPath;
}

/** What QEMU calls a drive (docs of -drive): its id, else what it makes up from the interface and the number. */
export function findDriveName(argv: readonly string[], which: 'disk' | 'cd'): string {
  const drives = drivesOf(parseCommandLine(argv));
  const drive = drives.find((values) => (values.get('media') === 'cdrom') === (which === 'cd'));
  // Every PC has a CD drive there, also where the command line names none.
  const usual = which === 'cd' ? 'ide1-cd0' : drive?.get('if') === 'virtio' ? 'virtio0' : 'ide0-hd0';
  return drive?.get('id') ?? usual;
}

function drivesOf(line: CommandLine): readonly ReadonlyMap<string, string>[] {
  return valuesOf(line, 'drive').map((value) => parseOptionValues(value, 'file'));
}
