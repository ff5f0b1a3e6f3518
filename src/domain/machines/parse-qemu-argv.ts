import { findManager } from './find-manager.ts';
import type { MachineManager } from './find-manager.ts';
import type { MachineConsole } from './machine.ts';
import { hasOption, parseCommandLine, valuesOf } from './parse-command-line.ts';
import { parseConsole } from './parse-console.ts';
import { parseDisks } from './parse-disks.ts';
import { parseQmpSocketPath } from './parse-monitor.ts';
import { parseNics } from './parse-nics.ts';
import type { NicOption } from './parse-nics.ts';
import { parseOptionValues } from './parse-option-values.ts';
import { parseMemoryMiB, parseVcpus } from './parse-size.ts';

/** What a QEMU command line says about the machine, whoever wrote it. Paths are absolute where the folder it began in is known. */
export interface QemuDescription {
  readonly name: string | null;
  readonly uuid: string | null;
  readonly memoryMiB: number | null;
  readonly vcpus: number | null;
  readonly nics: readonly NicOption[];
  readonly diskPaths: readonly string[];
  readonly isoPath: string | null;
  readonly console: MachineConsole;
  readonly qmpSocketPath: string | null;
  readonly pidFilePath: string | null;
  /** By whom it looks written, if not by Nutshell. */
  readonly manager: MachineManager;
}

/** Understands today's options, those of 2013, and what libvirt and Proxmox generate. Never fails: an unknown option says nothing. */
export function parseQemuArgv(argv: readonly string[], workingDirectory: string | null = null): QemuDescription {
  const line = parseCommandLine(argv);
  // -daemonize goes to / after it has opened its files: where it began is gone.
  const folder = hasOption(line, 'daemonize') ? null : workingDirectory;
  const toAbsolute = (path: string) =>
    path.startsWith('/') || folder === null || /^[a-z][a-z0-9+.-]+:/.test(path) ? path : joinPath(folder, path);
  const disks = parseDisks(line);
  const name = valuesOf(line, 'name').at(-1);
  const qmpSocketPath = parseQmpSocketPath(line);
  const pidFilePath = valuesOf(line, 'pidfile').at(-1);
  return {
    name: name === undefined ? null : (parseOptionValues(name, 'guest').get('guest') ?? null),
    uuid: valuesOf(line, 'uuid').at(-1)?.toLowerCase() ?? null,
    memoryMiB: parseMemoryMiB(line),
    vcpus: parseVcpus(line),
    nics: parseNics(line),
    diskPaths: disks.paths.map(toAbsolute),
    isoPath: disks.isoPath === null ? null : toAbsolute(disks.isoPath),
    console: parseConsole(line, toAbsolute),
    qmpSocketPath: qmpSocketPath === null ? null : toAbsolute(qmpSocketPath),
    pidFilePath: pidFilePath === undefined ? null : toAbsolute(pidFilePath),
    manager: findManager(line),
  };
}

/** `folder/../a.iso` without looking at the disk. */
function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return `/${parts.join('/')}`;
}
