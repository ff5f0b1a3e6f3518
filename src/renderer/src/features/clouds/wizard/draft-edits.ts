import { contains, describeRange, findPrefixLength, formatRange, type AddressRange } from '#domain/addressing/address-range.ts';
import type { CloudPart } from '#domain/addressing/cloud-addresses.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import type { Cloud } from '#domain/clouds/cloud.ts';
import { sortRoles } from '#domain/recipes/find-role.ts';
import type { CloudShape } from '#domain/recipes/machine-shapes.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { CloudDraft, MachineDraft } from './cloud-draft.ts';

const proposedMachine = {
  name: null,
  memoryMiB: null,
  vcpus: null,
  diskGiB: null,
  diskName: null,
  isoPath: null,
  bridge: null,
  mac: null,
  address: '',
} as const satisfies Partial<MachineDraft>;

/** A cloud of the recipe's first shape in which everything else is proposed. */
export function startDraft(recipe: Recipe, name: string): CloudDraft {
  const draft: CloudDraft = {
    name,
    recipe: recipe.id,
    shape: null,
    install: null,
    isoPath: null,
    bridge: null,
    disks: null,
    machines: [],
    addresses: { public: '', private: '', bridge: '', addressesPerGroup: null },
    locale: { timezone: null, keyboard: null, language: null },
  };
  const [first] = recipe.shapes;
  return first === undefined ? draft : chooseShape(draft, recipe, first);
}

/** The same cloud of another recipe: what only the one before has a meaning for is left open again. */
export function changeRecipe(draft: CloudDraft, recipe: Recipe): CloudDraft {
  const fresh = startDraft(recipe, draft.name);
  const { bridge, disks, locale } = draft;
  return { ...fresh, bridge, disks, locale, addresses: { ...fresh.addresses, public: draft.addresses.public } };
}

/** Machines whose role the shape has as well keep what was said about them. */
export function chooseShape(draft: CloudDraft, recipe: Recipe, shape: CloudShape): CloudDraft {
  const machines = shape.machines.flatMap(({ role, minimum, maximum }) => {
    const count = Math.min(maximum, Math.max(minimum, countRole(draft, role)));
    return takeMachines(draft, role, count);
  });
  return { ...draft, shape: shape.id, machines: sortMachines(machines, recipe) };
}

export function countRole({ machines }: Pick<CloudDraft, 'machines'>, role: string): number {
  return machines.filter((machine) => machine.role === role).length;
}

/** The last ones go first. */
export function changeCount(draft: CloudDraft, recipe: Recipe, role: string, count: number): CloudDraft {
  const others = draft.machines.filter((machine) => machine.role !== role);
  return { ...draft, machines: sortMachines([...others, ...takeMachines(draft, role, count)], recipe) };
}

function takeMachines({ machines }: CloudDraft, role: string, count: number): readonly MachineDraft[] {
  const there = machines.filter((machine) => machine.role === role);
  return Array.from({ length: count }, (_none, at) => there[at] ?? { ...proposedMachine, role });
}

/** In the order in which they begin, as a completed cloud has them: so the one at a place is the same in both. */
export function sortMachines(machines: readonly MachineDraft[], recipe: Recipe): readonly MachineDraft[] {
  const order = sortRoles(recipe).map(({ id }) => id);
  return machines.toSorted((one, other) => order.indexOf(one.role) - order.indexOf(other.role));
}

export function changeMachine(draft: CloudDraft, at: number, change: Partial<MachineDraft>): CloudDraft {
  return { ...draft, machines: draft.machines.map((machine, index) => (index === at ? { ...machine, ...change } : machine)) };
}

/** A file that names no machines means those that the completed cloud has; they can be changed one by one from then on. */
export function nameMachines(draft: CloudDraft, cloud: Cloud, existing: Cloud | null): CloudDraft {
  const machines = cloud.machines.map(({ role, name }) => ({
    ...proposedMachine,
    role,
    name: existing === null ? null : name,
  }));
  return { ...draft, shape: cloud.shape, machines };
}

/** The draft after a part was dragged on the map. A private network stays as large as it is, at a place where such a one can be. */
export function movePart(
  draft: CloudDraft,
  part: CloudPart,
  { to, block, names }: { readonly to: AddressRange; readonly block: AddressRange; readonly names: readonly string[] },
): CloudDraft {
  switch (part.kind) {
    case 'public':
      return { ...draft, addresses: { ...draft.addresses, public: formatRange(to) } };
    case 'machine':
      return changeMachine(draft, names.indexOf(part.name ?? ''), { address: formatIpv4(to.first) });
    case 'private': {
      const size = part.range.last - part.range.first + 1;
      const first = Math.round(to.first / size) * size;
      const moved = { first, last: first + size - 1 };
      const isNetwork = contains(block, moved) && findPrefixLength(moved) !== null;
      return isNetwork ? { ...draft, addresses: { ...draft.addresses, private: describeRange(moved) } } : draft;
    }
    case 'bridge':
      return draft;
  }
}
