import type { CommandLine } from './parse-command-line.ts';
import { valuesOf } from './parse-command-line.ts';
import { parseOptionValues } from './parse-option-values.ts';

export interface Disks {
  /** Images and devices the machine writes to, in the order of the command line. */
  readonly paths: readonly string[];
  /** What is in its first CD drive. */
  readonly isoPath: string | null;
}

type Values = ReadonlyMap<string, string>;

interface Disk {
  readonly path: string;
  readonly isCd: boolean;
}

/** Disks and CD of a QEMU command line: -hda, -cdrom, -drive, or the -blockdev graph that libvirt and Proxmox build. */
export function parseDisks(line: CommandLine): Disks {
  const disks = [...fromShorthand(line), ...fromDrives(line), ...fromBlockdevs(line)].filter(({ path }) => path !== '');
  return {
    paths: [...new Set(disks.filter(({ isCd }) => !isCd).map(({ path }) => path))],
    isoPath: disks.find(({ isCd }) => isCd)?.path ?? null,
  };
}

function fromShorthand(line: CommandLine): readonly Disk[] {
  const toDisk = (path: string) => ({ path, isCd: false });
  return [
    ...line.images.map(toDisk),
    ...valuesOf(line, 'hda', 'hdb', 'hdc', 'hdd').map(toDisk),
    ...valuesOf(line, 'cdrom').map((path) => ({ path, isCd: true })),
  ];
}

/** Firmware (pflash), floppies and memory cards are no disks. */
function fromDrives(line: CommandLine): readonly Disk[] {
  return valuesOf(line, 'drive')
    .map((value) => parseOptionValues(value, 'file'))
    .filter((drive) => !['pflash', 'floppy', 'sd', 'mtd'].includes(drive.get('if') ?? ''))
    .map((drive) => ({
      path: drive.get('file') ?? drive.get('file.filename') ?? '',
      isCd: drive.get('media') === 'cdrom' || isCdDevice(deviceOf(line, drive.get('id'))),
    }));
}

/** A device names a node; a node has a file, which is another node or describes one inside itself. */
function fromBlockdevs(line: CommandLine): readonly Disk[] {
  const nodes = new Map(
    valuesOf(line, 'blockdev')
      .map((value) => parseOptionValues(value, 'driver'))
      .map((node) => [node.get('node-name') ?? '', node] as const),
  );
  return [...nodes].flatMap(([name, node]): Disk[] => {
    const device = deviceOf(line, name);
    const path = device ? findPath(node, nodes) : null;
    return device && path !== null ? [{ path, isCd: isCdDevice(device) }] : [];
  });
}

/** Ten nodes deep is more than any chain of filters; a loop cannot hold us. */
function findPath(node: Values, nodes: ReadonlyMap<string, Values>, depth = 0): string | null {
  const own = [...node].find(([key]) => /^(file\.)*filename$/.test(key))?.[1];
  if (own !== undefined || depth > 10) {
    return own ?? null;
  }
  const below = [...node].find(([key]) => /^(file\.)*file$/.test(key))?.[1];
  const next = below === undefined ? undefined : nodes.get(below);
  return next ? findPath(next, nodes, depth + 1) : null;
}

function deviceOf(line: CommandLine, drive: string | undefined): Values | undefined {
  return drive === undefined
    ? undefined
    : valuesOf(line, 'device')
        .map((value) => parseOptionValues(value, 'driver'))
        .find((device) => device.get('drive') === drive);
}

function isCdDevice(device: Values | undefined): boolean {
  return /^(ide|scsi)-cd$/.test(device?.get('driver') ?? '');
}
