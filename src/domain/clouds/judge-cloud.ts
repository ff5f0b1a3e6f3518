import type { HostNetwork } from '../addressing/host-network.ts';
import { valueOr } from '../fact.ts';
import { formatBytes, formatMiB } from '../format-bytes.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { ImageDescription } from '../images/image-description.ts';
import { checkDraft } from '../machines/check-draft.ts';
import { toDiskBytes } from '../machines/disk-size.ts';
import type { Machine } from '../machines/machine.ts';
import { buildQemuChanges } from '../recipes/build-qemu-changes.ts';
import { checkHostFit } from '../recipes/check-host-fit.ts';
import { findRole } from '../recipes/find-role.ts';
import { judgeMedium } from '../recipes/judge-medium.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { Cloud, CloudMachine } from './cloud.ts';
import type { CloudVerdict } from './cloud-verdict.ts';
import { judgeDiskRoom } from './judge-disk-room.ts';
import { judgeGrowth } from './judge-growth.ts';
import { toMachineDraft } from './to-machine-draft.ts';

export interface JudgeInput {
  readonly recipe: Recipe;
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  readonly images: readonly ImageDescription[];
  readonly network: HostNetwork;
  readonly had: Cloud | null;
}

/** Everything that is known to stand against it, refusals first. Of machines that are there already only what is to grow is judged. */
export function judgeCloud(cloud: Cloud, input: JudgeInput): readonly CloudVerdict[] {
  const there = new Set(input.had?.machines.map(({ name }) => name));
  const fresh = cloud.machines.filter(({ name }) => !there.has(name));
  const verdicts = [
    ...judgeTogether(cloud, fresh, input),
    ...judgeGrowth(cloud, input.had, input.facts),
    ...fresh.flatMap((machine) => judgeMinimum(machine, input)),
    ...fresh.flatMap((machine) => judgeMachine(cloud, machine, input)),
    ...judgeMedia(fresh, input),
  ];
  const once = verdicts.filter(({ message }, at) => verdicts.findIndex((other) => other.message === message) === at);
  return once.toSorted((one, other) => Number(other.level === 'refusal') - Number(one.level === 'refusal'));
}

/** RAM and room for all machines together: each by itself may fit. */
function judgeTogether(cloud: Cloud, fresh: readonly CloudMachine[], { recipe, facts }: JudgeInput): readonly CloudVerdict[] {
  const sizes = recipe.roles.map(({ id }) => ({ role: id, count: fresh.filter(({ role }) => role === id).length }));
  const fit = checkHostFit(recipe, sizes, { facts, freeDiskGiB: null }).map((one) => ({ ...one, machine: null }));
  return [...fit, ...judgeMemory(fresh, facts), ...judgeDisks(cloud, fresh, facts)];
}

function judgeMemory(fresh: readonly CloudMachine[], facts: HostFacts): readonly CloudVerdict[] {
  const memory = valueOr(facts.memory, null);
  const wanted = fresh.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  if (memory === null || fresh.length < 2 || wanted <= memory.availableMiB) {
    return [];
  }
  const all = `The ${fresh.length} machines together have ${formatMiB(wanted)} of RAM`;
  return wanted > memory.totalMiB
    ? [
        {
          level: 'refusal',
          machine: null,
          message: `${all}, and the host has ${formatMiB(memory.totalMiB)} in all. Choose less.`,
        },
      ]
    : [
        {
          level: 'warning',
          machine: null,
          message: `${all}, and ${formatMiB(memory.availableMiB)} of the host's are available now. Once they use it all, the host will swap, or kill something.`,
        },
      ];
}

function judgeDisks(cloud: Cloud, fresh: readonly CloudMachine[], facts: HostFacts): readonly CloudVerdict[] {
  const wanted = fresh.reduce((sum, { diskGiB }) => sum + toDiskBytes(diskGiB), 0);
  const what = `The ${fresh.length} disks together have ${formatBytes(wanted)}`;
  return fresh.length < 2 ? [] : judgeDiskRoom(cloud, wanted, what, facts);
}

function judgeMinimum({ name, role: roleId, memoryMiB, diskGiB }: CloudMachine, { recipe }: JudgeInput): readonly CloudVerdict[] {
  const role = findRole(recipe, roleId);
  if (role === null) {
    return [];
  }
  const { memory, disks } = role.hardware;
  const minimumGiB = disks[0]?.minimumGiB ?? 0;
  const why = memory.why === null ? '' : ` ${memory.why}`;
  const warn = (message: string): CloudVerdict => ({ level: 'warning', machine: name, message });
  return [
    ...(memoryMiB >= memory.minimumMiB
      ? []
      : [
          warn(
            `${name} has ${formatMiB(memoryMiB)} of RAM, and ${role.title} wants ${formatMiB(memory.minimumMiB)} at least.${why}`,
          ),
        ]),
    ...(diskGiB >= minimumGiB
      ? []
      : [warn(`${name} has a disk of ${diskGiB} GiB, and ${role.title} wants ${minimumGiB} GiB at least.`)]),
  ];
}

/** What a launch of this machine alone would be told. Sizes are the recipe's affair here, and judged above. */
function judgeMachine(cloud: Cloud, machine: CloudMachine, input: JudgeInput): readonly CloudVerdict[] {
  const { name } = machine;
  const role = findRole(input.recipe, machine.role);
  const unusual = role === null ? [] : buildQemuChanges(input.recipe, role, null);
  const drafted = toMachineDraft(cloud, machine, input.network);
  const refuse = (message: string): CloudVerdict => ({ level: 'refusal', machine: name, message });
  if (drafted.kind === 'refused') {
    return [refuse(drafted.reason)];
  }
  return [
    ...unusual.map(({ explanation }) => refuse(`Machines cannot have what this recipe needs yet: ${explanation}`)),
    ...checkDraft(drafted.draft, input.facts, input.machines)
      .filter(({ field, level }) => level === 'refusal' || (field !== 'memoryMiB' && field !== 'disk.size' && field !== 'vcpus'))
      .map(({ level, message }): CloudVerdict => ({ level, machine: name, message })),
  ];
}

/** An ISO that does not fit is a warning with the reason: the person may know better. */
function judgeMedia(fresh: readonly CloudMachine[], { recipe, images }: JudgeInput): readonly CloudVerdict[] {
  const paths = [...new Set(fresh.map(({ isoPath }) => isoPath))];
  return paths.flatMap((path): CloudVerdict[] => {
    if (path === null) {
      const message = `No ISO is chosen, and none on the host is known to be for ${recipe.title}.`;
      return [{ level: 'refusal', machine: null, message }];
    }
    const image = images.find((one) => one.path === path);
    const fit = image === undefined ? null : judgeMedium(recipe, image);
    if (fit === null) {
      return [
        {
          level: 'warning',
          machine: null,
          message: `${path} was not looked at, so whether it is for ${recipe.title} is not known.`,
        },
      ];
    }
    return fit.kind === 'no' || (fit.kind === 'unknown' && fit.doubts.length > 0)
      ? [{ level: 'warning', machine: null, message: `${path} does not look like ${recipe.title}. ${fit.doubts.join(' ')}` }]
      : [];
  });
}
