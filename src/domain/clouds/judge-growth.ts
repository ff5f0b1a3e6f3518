import { valueOr } from '../fact.ts';
import { formatBytes, formatMiB } from '../format-bytes.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { findDiskRoom, getSpareBytes } from '../machines/disk-room.ts';
import { toDiskBytes } from '../machines/disk-size.ts';
import type { Cloud } from './cloud.ts';
import type { CloudVerdict } from './cloud-verdict.ts';

/** What stands against larger sizes of machines that are there. */
export function judgeGrowth(cloud: Cloud, had: Cloud | null, facts: HostFacts): readonly CloudVerdict[] {
  return had === null ? [] : [...judgeMemory(cloud, had, facts), ...judgeDisks(cloud, had, facts)];
}

function judgeMemory({ machines }: Cloud, had: Cloud, facts: HostFacts): readonly CloudVerdict[] {
  const totalMiB = valueOr(facts.memory, null)?.totalMiB ?? Infinity;
  return machines.flatMap(({ name, memoryMiB }): CloudVerdict[] => {
    const before = had.machines.find((one) => one.name === name)?.memoryMiB ?? Infinity;
    const message = `${name} would have ${formatMiB(memoryMiB)} of RAM, and the host has ${formatMiB(totalMiB)} in all. Choose less.`;
    return memoryMiB > before && memoryMiB > totalMiB ? [{ level: 'refusal', machine: name, message }] : [];
  });
}

/** What grows and what is new must fit beside one another. */
function judgeDisks({ machines, disks }: Cloud, had: Cloud, facts: HostFacts): readonly CloudVerdict[] {
  const room = findDiskRoom(facts, disks);
  const sizes = new Map(had.machines.map(({ name, diskGiB }) => [name, diskGiB]));
  const grown = machines.filter(({ name, diskGiB }) => diskGiB > (sizes.get(name) ?? Infinity));
  const wanted = machines.reduce((sum, { name, diskGiB }) => sum + Math.max(0, toDiskBytes(diskGiB - (sizes.get(name) ?? 0))), 0);
  if (room === null || grown.length === 0 || wanted <= getSpareBytes(room)) {
    return [];
  }
  const takesAtOnce = disks.kind === 'lvm' || (disks.kind === 'file' && disks.format === 'raw');
  const what = `What is to grow and what is new needs ${formatBytes(wanted)} of disk`;
  return takesAtOnce && wanted > room.freeBytes
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
