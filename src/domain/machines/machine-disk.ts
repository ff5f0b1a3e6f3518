import { unreachable } from '../unreachable.ts';

/** raw: byte for byte, all its room taken at once. qcow2: QEMU's own format, which grows as the guest writes. */
export type DiskFormat = 'qcow2' | 'raw';

/** Where on a host disks are made, and of which kind. */
export type DiskPlace =
  | { readonly kind: 'lvm'; readonly group: string }
  /** A volume that takes room from a pool only as the guest writes (lvmthin(7)). */
  | { readonly kind: 'lvm-thin'; readonly group: string; readonly pool: string }
  | { readonly kind: 'file'; readonly folder: string; readonly format: DiskFormat };

/** A machine's disk: where it is, what it is called there, how large the guest sees it. */
export type MachineDisk = DiskPlace & { readonly name: string; readonly sizeGiB: number };

/** A disk of this kind. */
export type DiskOf<Kind extends MachineDisk['kind']> = Extract<MachineDisk, { readonly kind: Kind }>;

/** What QEMU opens: /dev/GROUP/NAME or FOLDER/NAME.FORMAT. */
export function getDiskPath(disk: MachineDisk): string {
  switch (disk.kind) {
    case 'lvm':
    case 'lvm-thin':
      return `/dev/${disk.group}/${disk.name}`;
    case 'file':
      return `${disk.folder === '/' ? '' : disk.folder}/${disk.name}.${disk.format}`;
    default:
      return unreachable(disk, 'machine disk');
  }
}

/** The place of a disk without the disk. */
export function getDiskPlace(disk: MachineDisk): DiskPlace {
  switch (disk.kind) {
    case 'lvm':
      return { kind: 'lvm', group: disk.group };
    case 'lvm-thin':
      return { kind: 'lvm-thin', group: disk.group, pool: disk.pool };
    case 'file':
      return { kind: 'file', folder: disk.folder, format: disk.format };
    default:
      return unreachable(disk, 'machine disk');
  }
}
