import type { CloudAddresses } from '../addressing/cloud-addresses.ts';
import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Taken } from '../machines/collect-taken.ts';
import { findDiskRoom, getSpareBytes } from '../machines/disk-room.ts';
import type { DiskPlace } from '../machines/machine-disk.ts';
import { proposeMac } from '../machines/propose-mac.ts';
import { proposeDiskName } from '../machines/propose-name.ts';
import { findRole } from '../recipes/find-role.ts';
import type { RecipeRole } from '../recipes/machine-shapes.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { NamedWish } from './arrange-machines.ts';
import type { CloudMachine } from './cloud.ts';
import type { CloudWish } from './cloud-wish.ts';
import type { CompletionInput } from './completion-input.ts';
import { shareRoom, type Want } from './share-room.ts';
import { suggestIso } from './suggest-iso.ts';

/** Left to the host itself. */
const reservedMemoryMiB = 512;

export interface MachinesFrame {
  readonly input: CompletionInput;
  readonly taken: Taken;
  readonly disks: DiskPlace;
  readonly addresses: CloudAddresses;
}

/** Sizes that fit together, MACs and disks that nobody has, the ISO that fits: whatever the wish leaves open. */
export function completeMachines(
  wanted: readonly NamedWish[],
  { input, taken, disks, addresses }: MachinesFrame,
): readonly CloudMachine[] {
  const { wish, recipe, facts, network, images, had, randomBytes } = input;
  const there = new Map(had?.machines.map((machine) => [machine.name, machine]));
  const memory = shareRoom(
    wanted.map((one) => toWant(one, there, recipe, 'memory')),
    findMemoryRoom(facts, there),
    256,
  );
  const room = shareRoom(
    wanted.map((one) => toWant(one, there, recipe, 'disk')),
    findDiskRoomGiB(facts, disks, there),
    1,
  );
  const iso = suggestIso(recipe, images)?.path ?? null;
  const macs = new Map(taken.macs);
  return wanted.map((asked, at): CloudMachine => {
    const one = recall(asked, there.get(asked.name) ?? null, wish);
    const mac = one.mac ?? proposeMac({ ...taken, macs }, randomBytes);
    macs.set(mac, `machine ${one.name}`);
    return {
      name: one.name,
      role: one.role,
      memoryMiB: memory[at] ?? 0,
      vcpus: one.vcpus ?? proposeVcpus(findRole(recipe, one.role), facts),
      diskGiB: room[at] ?? 0,
      diskName: one.diskName ?? proposeDiskName(one.name, disks, taken),
      isoPath: one.isoPath ?? iso,
      bridge: one.bridge ?? network.bridge,
      mac,
      address: addresses.machines.find(({ name }) => name === one.name)?.address ?? 0,
    };
  });
}

/** What is left open and the machine has already is kept; what the file says for the whole cloud is said more plainly than that. */
function recall(one: NamedWish, before: CloudMachine | null, { bridge, isoPath }: CloudWish): NamedWish {
  const said = { ...one, bridge: one.bridge ?? bridge, isoPath: one.isoPath ?? isoPath };
  return before === null
    ? said
    : {
        ...said,
        vcpus: one.vcpus ?? before.vcpus,
        diskName: one.diskName ?? before.diskName,
        isoPath: said.isoPath ?? before.isoPath,
        bridge: said.bridge ?? before.bridge,
        mac: one.mac ?? before.mac,
      };
}

function proposeVcpus(role: RecipeRole | null, { cpu }: HostFacts): number {
  const sensible = role?.hardware.vcpus.sensible ?? 1;
  return Math.max(1, Math.min(sensible, valueOr(cpu, null)?.threads ?? sensible));
}

type Known = ReadonlyMap<string, CloudMachine>;

function toWant(one: NamedWish, there: Known, recipe: Recipe, what: 'memory' | 'disk'): Want {
  const before = there.get(one.name) ?? null;
  const role = findRole(recipe, one.role);
  return what === 'memory'
    ? { ...memoryOf(role), given: one.memoryMiB ?? before?.memoryMiB ?? null }
    : { ...diskOf(role), given: one.diskGiB ?? before?.diskGiB ?? null };
}

function memoryOf(role: RecipeRole | null): Omit<Want, 'given'> {
  const { minimumMiB = 512, sensibleMiB = 512 } = role?.hardware.memory ?? {};
  return { minimum: minimumMiB, sensible: sensibleMiB };
}

function diskOf(role: RecipeRole | null): Omit<Want, 'given'> {
  const [disk] = role?.hardware.disks ?? [];
  return { minimum: disk?.minimumGiB ?? 1, sensible: disk?.sensibleGiB ?? 1 };
}

/** What machines of this cloud have already is theirs, beside what is free. */
function findMemoryRoom(facts: HostFacts, there: Known): number | null {
  const memory = valueOr(facts.memory, null);
  const own = [...there.values()].reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  return memory === null ? null : memory.availableMiB - reservedMemoryMiB + own;
}

function findDiskRoomGiB(facts: HostFacts, disks: DiskPlace, there: Known): number | null {
  const room = findDiskRoom(facts, disks);
  const own = [...there.values()].reduce((sum, { diskGiB }) => sum + diskGiB, 0);
  return room === null ? null : Math.floor(getSpareBytes(room) / 1024 ** 3) + own;
}
