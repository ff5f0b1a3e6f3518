import { sortRoles } from '../recipes/find-role.ts';
import type { CloudShape } from '../recipes/machine-shapes.ts';
import type { Recipe } from '../recipes/recipe.ts';
import type { CloudMachine } from './cloud.ts';
import type { CloudWish, MachineWish } from './cloud-wish.ts';

/** A machine of which the role and the name are decided. */
export interface NamedWish extends MachineWish {
  readonly name: string;
}

export type Arrangement =
  | { readonly kind: 'arranged'; readonly shape: CloudShape; readonly machines: readonly NamedWish[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

type Known = Pick<CloudMachine, 'name' | 'role'>;

/**
 * Which machines the cloud has, in the order in which they begin, each with a name that nobody else has. One without a name is one of
 * those that are there (`had`), as far as these go.
 */
export function arrangeMachines(
  wish: CloudWish,
  recipe: Recipe,
  isNameTaken: (name: string) => boolean,
  had: readonly Known[] = [],
): Arrangement {
  const shape = chooseShape(wish, recipe);
  if (shape === null) {
    return { kind: 'refused', problems: [explainNoShape(wish, recipe)] };
  }
  const wanted = wish.machines.length > 0 ? wish.machines : listFewest(shape);
  const problems = checkCounts(wanted, shape, recipe);
  if (problems.length > 0) {
    return { kind: 'refused', problems };
  }
  const order = sortRoles(recipe).map(({ id }) => id);
  const sorted = wanted.toSorted((one, other) => order.indexOf(one.role) - order.indexOf(other.role));
  return { kind: 'arranged', shape, machines: nameMachines(wish.name, recallNames(sorted, had), isNameTaken) };
}

/** The one that was asked for; else the first that the machines fit into. */
function chooseShape({ shape, machines }: CloudWish, recipe: Recipe): CloudShape | null {
  if (shape !== null) {
    return recipe.shapes.find(({ id }) => id === shape) ?? null;
  }
  const fitting = recipe.shapes.find((one) => machines.length === 0 || checkCounts(machines, one, recipe).length === 0);
  return fitting ?? recipe.shapes[0] ?? null;
}

function explainNoShape({ shape }: CloudWish, { title, shapes }: Recipe): string {
  return `${title} has no shape ${shape ?? ''}. It has ${shapes.map(({ id }) => id).join(', ')}.`;
}

function listFewest({ machines }: CloudShape): readonly MachineWish[] {
  return machines.flatMap(({ role, minimum }) => Array.from({ length: minimum }, () => proposed(role)));
}

function proposed(role: string): MachineWish {
  return {
    role,
    name: null,
    memoryMiB: null,
    vcpus: null,
    diskGiB: null,
    diskName: null,
    isoPath: null,
    bridge: null,
    mac: null,
    address: null,
  };
}

function checkCounts(machines: readonly MachineWish[], shape: CloudShape, recipe: Recipe): readonly string[] {
  const titleOf = (id: string) => recipe.roles.find((role) => role.id === id)?.title ?? id;
  const strange = machines.filter(({ role }) => !shape.machines.some((one) => one.role === role)).map(({ role }) => role);
  const counted = shape.machines.flatMap(({ role, minimum, maximum }) => {
    const count = machines.filter((machine) => machine.role === role).length;
    const range = minimum === maximum ? String(minimum) : `${minimum} to ${maximum}`;
    return count < minimum || count > maximum
      ? [`${shape.title} has ${range} of ${titleOf(role)} (${role}), and ${count} ${count === 1 ? 'is' : 'are'} listed.`]
      : [];
  });
  return [...[...new Set(strange)].map((role) => `${shape.title} has no machines of role ${role}.`), ...counted];
}

function recallNames(machines: readonly MachineWish[], had: readonly Known[]): readonly MachineWish[] {
  const named = new Set(machines.map(({ name }) => name));
  const left = had.filter(({ name }) => !named.has(name));
  return machines.map((machine) => {
    const at = machine.name === null ? left.findIndex(({ role }) => role === machine.role) : -1;
    const [known] = at < 0 ? [] : left.splice(at, 1);
    return known === undefined ? machine : { ...machine, name: known.name };
  });
}

/** One machine is called as its cloud; several by their roles, numbered where there may be more of a role. */
function nameMachines(
  cloud: string,
  machines: readonly MachineWish[],
  isNameTaken: (name: string) => boolean,
): readonly NamedWish[] {
  const used = new Set(machines.flatMap(({ name }) => (name === null ? [] : [name])));
  return machines.map((machine) => {
    if (machine.name !== null) {
      return { ...machine, name: machine.name };
    }
    const isOnly = machines.filter(({ role }) => role === machine.role).length === 1;
    const stem = machines.length === 1 ? cloud : `${cloud}-${machine.role}`;
    let name = isOnly ? stem : `${stem}-1`;
    for (let number = isOnly ? 2 : 1; used.has(name) || isNameTaken(name); number += 1) {
      name = `${stem}-${number}`;
    }
    used.add(name);
    return { ...machine, name };
  });
}
