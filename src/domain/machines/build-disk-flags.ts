import type { HostFacts } from '../hosts/host-facts.ts';
import { unreachable } from '../unreachable.ts';
import { findDiskRoom, getSpareBytes } from './disk-room.ts';
import { toDiskBytes } from './disk-size.ts';
import type { MachineDisk } from './machine-disk.ts';

/** What guard-launch.sh is told of the disk. */
export function buildDiskFlags(disk: MachineDisk, facts: HostFacts): Readonly<Record<string, string>> {
  const bytes = { '--bytes': String(toDiskBytes(disk.sizeGiB)) };
  switch (disk.kind) {
    case 'lvm':
      return { '--group': disk.group, '--volume': disk.name, ...bytes };
    case 'lvm-thin':
      return { '--group': disk.group, '--pool': disk.pool, '--volume': disk.name, ...bytes, ...buildPromises(disk, facts) };
    case 'file': {
      const { folder, name, format } = disk;
      return { '--folder': folder, '--file': `${name}.${format}`, '--format': format, ...bytes, ...buildPromises(disk, facts) };
    }
    default:
      return unreachable(disk, 'machine disk');
  }
}

/** Where all promises could be kept at the review, they must still be; where the person saw that they could not, that was decided. */
function buildPromises(disk: MachineDisk, facts: HostFacts): Readonly<Record<string, string>> {
  const room = findDiskRoom(facts, disk);
  return room && toDiskBytes(disk.sizeGiB) <= getSpareBytes(room) ? { '--promises': 'kept' } : {};
}
