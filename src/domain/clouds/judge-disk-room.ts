import { formatBytes } from '../format-bytes.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { findDiskRoom, getSpareBytes } from '../machines/disk-room.ts';
import type { Cloud } from './cloud.ts';
import type { CloudVerdict } from './cloud-verdict.ts';

/** What stands against disks that want so many bytes together where the cloud keeps them. `what`: their demand, in words. */
export function judgeDiskRoom({ disks }: Cloud, wantedBytes: number, what: string, facts: HostFacts): readonly CloudVerdict[] {
  const room = findDiskRoom(facts, disks);
  if (room === null || wantedBytes <= getSpareBytes(room)) {
    return [];
  }
  const takesAtOnce = disks.kind === 'lvm' || (disks.kind === 'file' && disks.format === 'raw');
  return takesAtOnce && wantedBytes > room.freeBytes
    ? [
        {
          level: 'refusal',
          machine: null,
          message: `${what}, and ${formatBytes(room.freeBytes)} are free there. Choose smaller disks.`,
        },
      ]
    : [
        {
          level: 'warning',
          machine: null,
          message: `${what}, and ${formatBytes(Math.max(0, getSpareBytes(room)))} are free there and promised to nobody. Once they are full, machines stop until somebody makes room.`,
        },
      ];
}
