import type { CommandLine } from './parse-command-line.ts';
import { valuesOf } from './parse-command-line.ts';
import { parseOptionValues } from './parse-option-values.ts';

/** Who looks after a machine that Nutshell did not launch. `hand`: a person, or a script of theirs. */
export type MachineManager = 'libvirt' | 'proxmox' | 'hand';

/** Told by what each writes on every command line of its own, whatever its version. */
export function findManager(line: CommandLine): MachineManager {
  const chardevs = valuesOf(line, 'chardev').map((value) => parseOptionValues(value, 'backend'));
  // libvirt speaks to QEMU over this one alone (qemuBuildMonitorCommandLine, since 0.7).
  if (chardevs.some((chardev) => chardev.get('id') === 'charmonitor')) {
    return 'libvirt';
  }
  // Proxmox keeps its sockets and pid files in a folder of its own (QemuServer.pm, config_to_command).
  const paths = [...chardevs.map((chardev) => chardev.get('path') ?? ''), ...valuesOf(line, 'pidfile')];
  return paths.some((path) => /^(\/var)?\/run\/qemu-server\//.test(path)) ? 'proxmox' : 'hand';
}
