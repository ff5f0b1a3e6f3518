import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { formatBytes } from '../format-bytes.ts';
import type { MachineDefinition } from '../machines/machine-definition.ts';
import { getDiskPath } from '../machines/machine-disk.ts';
import type { Machine } from '../machines/machine.ts';
import { machineTag } from '../machines/volume-tags.ts';
import { describeHeldRoom } from '../removals/describe-held-room.ts';
import { isCheckpointName } from './checkpoint.ts';
import { minimumRoomBytes } from './propose-rooms.ts';

/** Why a checkpoint cannot be made or what to think of first; a sentence for the screen. */
export interface CheckpointProblem {
  readonly level: 'refusal' | 'warning';
  readonly message: string;
}

export interface CheckpointWish {
  readonly name: string;
  readonly machines: readonly Machine[];
  /** By group and volume. */
  readonly rooms: ReadonlyMap<string, number>;
  readonly roomBytes: number | null;
}

const refusal = (message: string): CheckpointProblem => ({ level: 'refusal', message });

export function checkCheckpoint(wish: CheckpointWish, facts: HostFacts): readonly CheckpointProblem[] {
  return [
    ...checkLogin(facts),
    ...checkName(wish.name, facts),
    ...(wish.machines.length === 0
      ? [refusal('A checkpoint needs at least one machine. Choose some, or launch one first.')]
      : []),
    ...wish.machines.flatMap((machine) => checkMachine(machine, facts)),
    ...checkGroups(wish, facts),
    ...checkPools(wish.machines, facts),
  ];
}

function checkLogin({ privilege, loginUser }: HostFacts): readonly CheckpointProblem[] {
  return privilege === 'none'
    ? [refusal(`A checkpoint needs root, and ${loginUser} is neither root nor allowed "sudo -n" on this host.`)]
    : [];
}

function checkName(name: string, { checkpoints }: HostFacts): readonly CheckpointProblem[] {
  if (!isCheckpointName(name)) {
    return [
      refusal(
        `${JSON.stringify(name)} cannot be its name: use 1 to 48 lower-case letters, digits, - or _, beginning with a letter or digit.`,
      ),
    ];
  }
  if (checkpoints.kind === 'unavailable') {
    return [refusal(`The checkpoints of this host could not be read: ${checkpoints.reason}.`)];
  }
  return checkpoints.value.some(({ record }) => record.name === name)
    ? [refusal(`There is a checkpoint called ${name} already. Choose another name, or delete it first.`)]
    : [];
}

function checkMachine(machine: Machine, facts: HostFacts): readonly CheckpointProblem[] {
  const { name, definition, state } = machine;
  if (definition === null) {
    return [
      refusal(`${name} was not launched by Nutshell, so Nutshell does not pause it and does not touch its disks. Leave it out.`),
    ];
  }
  const { disk } = definition;
  if (disk.kind === 'file' && disk.format === 'raw') {
    return [
      refusal(
        `The disk of ${name} is the raw file ${getDiskPath(disk)}, which cannot hold a snapshot. Leave ${name} out, or power it off and convert the file with qemu-img convert -O qcow2.`,
      ),
    ];
  }
  if (!isOwnVolume(definition, facts)) {
    return [
      refusal(
        `Nutshell adopted ${name}, but did not make its disk ${getDiskPath(disk)}, so it makes no snapshot of it. Leave ${name} out.`,
      ),
    ];
  }
  if (runsAsFound(machine, definition)) {
    return [
      refusal(
        `${name} still runs as it was started before Nutshell adopted it, and cannot be paused. Shut it down and start it again.`,
      ),
    ];
  }
  return state.kind === 'running' && state.isPaused
    ? [{ level: 'warning', message: `${name} is paused already and stays so afterwards.` }]
    : [];
}

/** What is not there, or could not be read, is the guard's to tell. */
function isOwnVolume({ disk, uuid }: MachineDefinition, { storage }: HostFacts): boolean {
  const volume =
    disk.kind === 'file'
      ? undefined
      : valueOr(storage.volumes, []).find(({ group, name }) => group === disk.group && name === disk.name);
  return volume?.tags.includes(machineTag(uuid)) ?? true;
}

/** An adopted machine that was not started anew has no control channel. */
export function runsAsFound({ state, argv }: Machine, { uuid, origin }: MachineDefinition): boolean {
  return state.kind === 'running' && origin.kind === 'adopted' && !argv.includes(uuid);
}

function checkGroups({ rooms, roomBytes }: CheckpointWish, facts: HostFacts): readonly CheckpointProblem[] {
  const needed = new Map<string, number[]>();
  for (const [key, bytes] of rooms) {
    const group = key.slice(0, key.indexOf('/'));
    needed.set(group, [...(needed.get(group) ?? []), bytes]);
  }
  return [...needed].flatMap(([group, sizes]) => checkGroup(group, sizes, roomBytes, facts));
}

function checkGroup(
  group: string,
  sizes: readonly number[],
  roomBytes: number | null,
  facts: HostFacts,
): readonly CheckpointProblem[] {
  const free = valueOr(facts.storage.groups, []).find(({ name }) => name === group)?.freeBytes ?? 0;
  const sum = sizes.reduce((total, bytes) => total + bytes, 0);
  const held = describeHeldRoom(facts, group);
  if (sum > free) {
    return [
      refusal(
        `Volume group ${group} has ${formatBytes(free)} free, and the snapshots need ${formatBytes(sum)}. Give them less room, or remove something.${held}`,
      ),
    ];
  }
  if (roomBytes !== null && roomBytes < minimumRoomBytes) {
    return [refusal(`A snapshot needs room for at least ${formatBytes(minimumRoomBytes)} of changes.`)];
  }
  return [];
}

function checkPools(machines: readonly Machine[], facts: HostFacts): readonly CheckpointProblem[] {
  const pools = new Set(
    machines.flatMap(({ definition }) =>
      definition?.disk.kind === 'lvm-thin' ? [`${definition.disk.group}/${definition.disk.pool}`] : [],
    ),
  );
  return valueOr(facts.storage.volumes, []).flatMap(({ group, name, dataPercent }): readonly CheckpointProblem[] => {
    const path = `${group}/${name}`;
    if (!pools.has(path) || dataPercent === null || dataPercent < 80) {
      return [];
    }
    const full = `Thin pool ${path} is ${Math.floor(dataPercent)} % full`;
    return dataPercent >= 95
      ? [refusal(`${full}. A full pool stops every machine on it: extend it with lvextend first.`)]
      : [{ level: 'warning', message: `${full}, and a checkpoint makes every change take new room. Extend it soon.` }];
  });
}
