import { list, optional, required } from '../yaml/collection-shapes.ts';
import { choice, flag, text, wholeNumber } from '../yaml/scalar-shapes.ts';
import type { ValueOf } from '../yaml/shape.ts';
import { statement } from './statement.ts';
import { entryId, id, sentence, template } from './words.ts';

const mib = wholeNumber({ min: 64, max: 4_194_304, unit: 'MiB' });
const gib = wholeNumber({ min: 1, max: 65_536, unit: 'GiB' });
const count = wholeNumber({ min: 1, max: 512 });

/** `minimum`: below it the installer refuses or warns, or nothing usable comes out. */
const memory = statement('the memory', { minimumMiB: required(mib), sensibleMiB: required(mib), why: optional(sentence, null) });
const processors = statement('the processors', { minimum: required(count), sensible: required(count) });
const disk = statement('a disk', { purpose: required(text()), minimumGiB: required(gib), sensibleGiB: required(gib) });

const nic = statement('a network card', {
  purpose: required(text()),
  /** What the installed system calls it. */
  device: optional(text({ what: 'a name of a device such as eth0', pattern: /^[a-z][a-z0-9.-]{0,14}$/ }), 'eth0'),
  addressing: required(choice('static', 'dhcp', 'none')),
});

const roleHardware = statement('the hardware of a role', {
  memory: required(memory),
  vcpus: required(processors),
  disks: required(list(disk, { min: 1, max: 16 })),
  nics: required(list(nic, { min: 1, max: 8 })),
  /** The installer or the cloud wants vmx or svm in /proc/cpuinfo. */
  needsVirtualisation: required(flag),
});

const dependency = statement('what must be there before', {
  role: required(id),
  until: required(choice('installed', 'ready')),
  why: optional(sentence, null),
});

export const role = statement('a role', {
  id: required(id),
  title: required(text()),
  explanation: required(sentence),
  /** The entry of the boot menu that installs it. */
  menuEntry: optional(entryId, null),
  kernelWords: optional(list(template), []),
  /** Machines of these roles are begun first. */
  after: optional(list(dependency), []),
  hardware: required(roleHardware),
});

const shapeMachines = statement('the machines of a shape', {
  role: required(id),
  minimum: required(count),
  maximum: required(count),
});

/** One way to make the cloud of machines. */
export const cloudShape = statement('a shape', {
  id: required(id),
  title: required(text()),
  explanation: optional(sentence, null),
  machines: required(list(shapeMachines, { min: 1, max: 20 })),
});

/** What every machine of the cloud is like for QEMU. */
export const machineModel = statement('the machine', {
  chipset: optional(choice('pc', 'q35'), 'pc'),
  firmware: optional(choice('bios', 'uefi'), 'bios'),
  /** host: the host's processor, whole. That alone gives vmx or svm on any host. */
  cpu: optional(choice('host'), 'host'),
  diskBus: optional(choice('virtio', 'ide', 'sata', 'lsi-scsi'), 'virtio'),
  nicModel: optional(choice('virtio-net-pci', 'e1000', 'e1000e'), 'virtio-net-pci'),
  /** The software tells machines apart by the UUID of their firmware. */
  needsOwnUuid: optional(flag, false),
  note: optional(sentence, null),
});

export type RecipeRole = NonNullable<ValueOf<typeof role>>;
export type RoleHardware = RecipeRole['hardware'];
export type RecipeNic = RoleHardware['nics'][number];
export type CloudShape = NonNullable<ValueOf<typeof cloudShape>>;
export type MachineModel = NonNullable<ValueOf<typeof machineModel>>;
