import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { describeHeldRoom } from '../removals/describe-held-room.ts';
import { unreachable } from '../unreachable.ts';
import { findDiskRoom, findGroupObstacle, getSpareBytes, type DiskRoom } from './disk-room.ts';
import { formatBytes } from '../format-bytes.ts';
import { describeDisk, toDiskBytes } from './disk-size.ts';
import type { DraftField, DraftProblem } from './draft-problem.ts';
import type { DiskOf, MachineDisk } from './machine-disk.ts';
import { listThinPools } from './thin-pool.ts';

/** Whether the place of a disk is there, and has the room that the disk takes or promises. */
export function checkPlace(disk: MachineDisk, facts: HostFacts): readonly DraftProblem[] {
  switch (disk.kind) {
    case 'lvm':
      return checkGroup(disk, facts);
    case 'lvm-thin':
      return checkPool(disk, facts);
    case 'file':
      return checkFolder(disk, facts);
    default:
      return unreachable(disk, 'machine disk');
  }
}

function checkGroup({ group: name, sizeGiB }: DiskOf<'lvm'>, facts: HostFacts): readonly DraftProblem[] {
  const { groups } = facts.storage;
  if (groups.kind === 'unavailable') {
    return [refusal('disk.place', `The host's volume groups could not be read: ${groups.reason}.`)];
  }
  const group = groups.value.find((one) => one.name === name);
  if (!group) {
    const remedy = listNames(groups.value.map((one) => one.name)) ?? 'The host has none: make one with pvcreate and vgcreate.';
    const absence = name === '' ? 'No volume group is chosen' : `There is no volume group ${name}`;
    return [refusal('disk.place', `${absence}. ${remedy}`)];
  }
  const obstacle = findGroupObstacle(group);
  if (obstacle !== null) {
    return [refusal('disk.place', obstacle)];
  }
  const neededBytes = Math.ceil(toDiskBytes(sizeGiB) / group.extentBytes) * group.extentBytes;
  return neededBytes > group.freeBytes
    ? [
        refusal(
          'disk.size',
          `${describeDisk(sizeGiB)} do not fit: volume group ${name} has ${formatBytes(group.freeBytes)} free of ${formatBytes(group.sizeBytes)}. Choose a smaller disk or another group.${describeHeldRoom(facts, name)}`,
        ),
      ]
    : [];
}

function checkPool(disk: DiskOf<'lvm-thin'>, facts: HostFacts): readonly DraftProblem[] {
  const { volumes } = facts.storage;
  if (volumes.kind === 'unavailable') {
    return [refusal('disk.place', `The host's thin pools could not be read: ${volumes.reason}.`)];
  }
  const room = findDiskRoom(facts, disk);
  if (!room) {
    const pools = listThinPools(volumes.value).map(({ group, name }) => `${group}/${name}`);
    const remedy = listNames(pools) ?? 'The host has no active thin pool: make one with lvcreate --type thin-pool.';
    return [refusal('disk.place', `There is no thin pool ${disk.group}/${disk.pool} that could be used. ${remedy}`)];
  }
  const what = `thin pool ${disk.group}/${disk.pool}`;
  return room.obstacle === null ? checkPromise(disk, room, what) : [refusal('disk.place', room.obstacle)];
}

function checkFolder(disk: DiskOf<'file'>, facts: HostFacts): readonly DraftProblem[] {
  const { folders } = facts.storage;
  if (folders.kind === 'unavailable') {
    return [refusal('disk.place', `The folders for disks could not be read: ${folders.reason}.`)];
  }
  const room = findDiskRoom(facts, disk);
  if (!room) {
    return [refusal('disk.place', `Folder ${disk.folder} was not looked at on this host. Choose it once more.`)];
  }
  if (room.obstacle !== null) {
    return [refusal('disk.place', room.obstacle)];
  }
  return [...checkTool(disk, facts), ...checkFileRoom(disk, room)];
}

function checkTool({ format }: DiskOf<'file'>, { tools }: HostFacts): readonly DraftProblem[] {
  const found = valueOr(tools, null);
  const lacks = (tool: string, remedy: string) => [
    refusal('disk.place', `This host has no ${tool}, which makes ${format} files. ${remedy}`),
  ];
  if (format === 'qcow2' && found?.qemuImg === null) {
    return lacks('qemu-img', 'Install it (package qemu-utils or qemu-img), or choose raw.');
  }
  return format === 'raw' && found?.fallocate === null ? lacks('fallocate', 'Install util-linux, or choose qcow2.') : [];
}

function checkFileRoom(disk: DiskOf<'file'>, room: DiskRoom): readonly DraftProblem[] {
  const { folder, format, sizeGiB } = disk;
  if (format === 'raw' && toDiskBytes(sizeGiB) > room.freeBytes) {
    const message = `${describeDisk(sizeGiB)} do not fit: the file system of ${folder} has ${formatBytes(room.freeBytes)} free of ${formatBytes(room.sizeBytes)}, and a raw file takes all its room at once. Choose a smaller disk, qcow2 or another place.`;
    return [refusal('disk.size', message)];
  }
  return checkPromise(disk, room, `the file system of ${folder}`);
}

/** More may be promised than there is, but nobody shall find out only when machines stop. */
function checkPromise({ sizeGiB }: MachineDisk, room: DiskRoom, what: string): readonly DraftProblem[] {
  const neededBytes = toDiskBytes(sizeGiB);
  if (neededBytes <= getSpareBytes(room)) {
    return [];
  }
  const promised = formatBytes(room.promisedBytes + neededBytes);
  const message = `With this disk ${what} has promised ${promised} more, and has only ${formatBytes(room.freeBytes)} free of ${formatBytes(room.sizeBytes)}. Once the machines have filled that, they stop until somebody makes room.`;
  return [{ field: 'disk.size', level: 'warning', message }];
}

function listNames(names: readonly string[]): string | null {
  return names.length === 0 ? null : `The host has ${names.join(', ')}.`;
}

function refusal(field: DraftField, message: string): DraftProblem {
  return { field, level: 'refusal', message };
}
