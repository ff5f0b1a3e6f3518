import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { findRole } from './find-role.ts';
import type { RecipeRole } from './machine-shapes.ts';
import type { Recipe } from './recipe.ts';

/** What a host lacks for a recipe. A refusal: it cannot be done there. A warning: it can, and will not be good. */
export interface HostFitProblem {
  readonly level: 'refusal' | 'warning';
  readonly message: string;
}

/** How many machines of each role there shall be. */
export interface ShapeSize {
  readonly role: string;
  readonly count: number;
}

/** What the recipe asks for against what the host has. `freeDiskGiB` is the room at the place where disks go; null: not known. */
export function checkHostFit(
  recipe: Recipe,
  sizes: readonly ShapeSize[],
  { facts, freeDiskGiB }: { readonly facts: HostFacts; readonly freeDiskGiB: number | null },
): readonly HostFitProblem[] {
  const machines = sizes.flatMap(({ role, count }) => {
    const found = findRole(recipe, role);
    return found === null ? [] : Array.from({ length: count }, () => found);
  });
  const distinct = [...new Set(machines)];
  return [
    ...checkMemory(recipe, machines, facts),
    ...distinct.flatMap((role) => checkProcessors(role, facts)),
    ...checkVirtualisation(distinct, facts),
    ...checkDisks(machines, freeDiskGiB),
    ...distinct.flatMap((role) => checkCards(role)),
    ...checkModel(recipe),
  ];
}

function checkMemory({ title }: Recipe, machines: readonly RecipeRole[], { memory }: HostFacts): readonly HostFitProblem[] {
  const host = valueOr(memory, null);
  if (host === null) {
    return [{ level: 'warning', message: "The host's RAM could not be read, so whether it is enough is not known." }];
  }
  const minimum = sum(machines, ({ hardware }) => hardware.memory.minimumMiB);
  const sensible = sum(machines, ({ hardware }) => hardware.memory.sensibleMiB);
  if (minimum > host.totalMiB) {
    const message = `${title} needs ${minimum} MiB of RAM at least, and the host has ${host.totalMiB} MiB in all.`;
    return [{ level: 'refusal', message }];
  }
  if (minimum > host.availableMiB) {
    const message = `${title} needs ${minimum} MiB of RAM at least, and ${host.availableMiB} MiB of the host's are available now. Shut down other machines first.`;
    return [{ level: 'warning', message }];
  }
  return sensible <= host.availableMiB
    ? []
    : [
        {
          level: 'warning',
          message: `${sensible} MiB of RAM would be sensible for ${title}, and ${host.availableMiB} MiB of the host's are available. It works with less, and slower.`,
        },
      ];
}

function checkProcessors({ title, hardware: { vcpus } }: RecipeRole, { cpu }: HostFacts): readonly HostFitProblem[] {
  const threads = valueOr(cpu, null)?.threads ?? vcpus.minimum;
  return threads >= vcpus.minimum
    ? []
    : [{ level: 'warning', message: `${title} wants ${vcpus.minimum} processors at least, and the host has ${threads}.` }];
}

function checkVirtualisation(roles: readonly RecipeRole[], { cpu, kvm }: HostFacts): readonly HostFitProblem[] {
  const names = roles.filter(({ hardware }) => hardware.needsVirtualisation).map(({ title }) => title);
  const processor = valueOr(cpu, null);
  if (names.length === 0 || processor === null) {
    return [];
  }
  const who = names.join(', ');
  if (processor.virtualisation === 'none') {
    return [{ level: 'warning', message: `${who} must see vmx or svm, and the host's processor shows neither.` }];
  }
  const nested = valueOr(kvm, null)?.nested ?? 'unknown';
  const module = processor.vendor === 'amd' ? 'kvm_amd' : 'kvm_intel';
  return nested === 'on'
    ? []
    : [
        {
          level: 'warning',
          message: `${who} must see ${processor.virtualisation}, and nested virtualisation ${nested === 'off' ? 'is off' : 'could not be read'} on the host. Put "options ${module} nested=1" into /etc/modprobe.d/kvm.conf and reload ${module}.`,
        },
      ];
}

function checkDisks(machines: readonly RecipeRole[], freeGiB: number | null): readonly HostFitProblem[] {
  const sizeOf = ({ hardware }: RecipeRole, size: 'minimumGiB' | 'sensibleGiB') => sum(hardware.disks, (disk) => disk[size]);
  const minimum = sum(machines, (role) => sizeOf(role, 'minimumGiB'));
  const sensible = sum(machines, (role) => sizeOf(role, 'sensibleGiB'));
  if (freeGiB === null || sensible <= freeGiB) {
    return [];
  }
  const free = Math.floor(freeGiB);
  return minimum > freeGiB
    ? [{ level: 'refusal', message: `The disks need ${minimum} GiB at least, and ${free} GiB are free.` }]
    : [{ level: 'warning', message: `${sensible} GiB would be sensible for the disks, and ${free} GiB are free.` }];
}

/** Nutshell's machines have one disk and one network card so far. */
function checkCards({ title, hardware: { nics, disks } }: RecipeRole): readonly HostFitProblem[] {
  const wants = [
    ...(nics.length > 1 ? [`${nics.length} network cards`] : []),
    ...(disks.length > 1 ? [`${disks.length} disks`] : []),
  ];
  return wants.length === 0
    ? []
    : [{ level: 'refusal', message: `${title} wants ${wants.join(' and ')}, and machines of Nutshell have one of each.` }];
}

function checkModel({ title, machine: { firmware, diskBus, nicModel, chipset } }: Recipe): readonly HostFitProblem[] {
  const unusual = [
    ...(firmware === 'uefi' ? ['UEFI firmware'] : []),
    ...(diskBus === 'virtio' ? [] : [`a disk on ${diskBus}`]),
    ...(nicModel === 'virtio-net-pci' ? [] : [`a network card ${nicModel}`]),
    ...(chipset === 'q35' && firmware === 'uefi' ? ['chipset q35'] : []),
  ];
  return unusual.length === 0
    ? []
    : [{ level: 'warning', message: `${title} wants ${unusual.join(', ')}; the usual machine has BIOS and virtio.` }];
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
