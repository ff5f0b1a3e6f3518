import { unreachable } from '../unreachable.ts';
import { describeDisk } from './disk-size.ts';
import { escapeCommas } from './escape-commas.ts';
import { getDiskPath, type MachineDisk } from './machine-disk.ts';
import type { QemuOption } from './qemu-option.ts';

const raw = 'raw: what the guest writes is never taken for an image format.';
const direct = 'cache=none: the host keeps no second copy of it in its memory.';
const discard = 'discard=unmap: what the guest deletes and trims goes back';

/** The machine's disk as QEMU opens it: docs/decisions/0005-storage.md says why each kind is opened as it is. */
export function buildDriveOption(disk: MachineDisk): QemuOption {
  const file = `file=${escapeCommas(getDiskPath(disk))},if=virtio`;
  const size = describeDisk(disk.sizeGiB);
  switch (disk.kind) {
    case 'lvm':
      return ['-drive', `${file},format=raw,cache=none`, `The LVM-backed disk, ${size}. ${raw} ${direct}`];
    case 'lvm-thin':
      return [
        '-drive',
        `${file},format=raw,cache=none,discard=unmap`,
        `The thin LVM volume, ${size}. ${raw} ${direct} ${discard} to the pool.`,
      ];
    case 'file':
      return disk.format === 'raw'
        ? ['-drive', `${file},format=raw,cache=none`, `The disk file, ${size}. ${raw} ${direct}`]
        : [
            '-drive',
            `${file},format=qcow2,cache=none,discard=unmap`,
            `The disk file, ${size}. qcow2: said, never guessed from what is in it. ${direct} ${discard} to the file system.`,
          ];
    default:
      return unreachable(disk, 'machine disk');
  }
}
