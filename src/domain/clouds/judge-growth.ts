import { valueOr } from '../fact.ts';
import { formatBytes, formatMiB } from '../format-bytes.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { toDiskBytes } from '../machines/disk-size.ts';
import type { Cloud } from './cloud.ts';
import type { CloudVerdict } from './cloud-verdict.ts';
import { judgeDiskRoom } from './judge-disk-room.ts';

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
function judgeDisks(cloud: Cloud, had: Cloud, facts: HostFacts): readonly CloudVerdict[] {
  const { machines } = cloud;
  const sizes = new Map(had.machines.map(({ name, diskGiB }) => [name, diskGiB]));
  const isGrowing = machines.some(({ name, diskGiB }) => diskGiB > (sizes.get(name) ?? Infinity));
  const wanted = machines.reduce((sum, { name, diskGiB }) => sum + Math.max(0, toDiskBytes(diskGiB - (sizes.get(name) ?? 0))), 0);
  const what = `What is to grow and what is new needs ${formatBytes(wanted)} of disk`;
  return isGrowing ? judgeDiskRoom(cloud, wanted, what, facts) : [];
}
