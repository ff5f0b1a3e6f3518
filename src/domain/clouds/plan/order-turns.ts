import type { Recipe } from '../../recipes/recipe.ts';
import type { CloudMachine } from '../cloud.ts';

/** Machines that may begin together, and what those of later turns wait for. */
export interface Turn {
  readonly machines: readonly CloudMachine[];
  /** Names of machines of this turn that must be ready before the next begins. */
  readonly awaited: readonly string[];
}

/** By what the recipe says of its roles: node controllers first, and their frontend when they are ready. */
export function orderTurns({ roles }: Pick<Recipe, 'roles'>, machines: readonly CloudMachine[]): readonly Turn[] {
  const present = roles.filter(({ id }) => machines.some(({ role }) => role === id));
  const depthOf = (id: string, left: number): number => {
    const needed = (present.find((role) => role.id === id)?.after ?? []).filter(({ role }) =>
      present.some((other) => other.id === role),
    );
    // checkRecipe refuses circles; `left` keeps an unchecked recipe from going round forever.
    return left === 0 || needed.length === 0 ? 0 : 1 + Math.max(...needed.map(({ role }) => depthOf(role, left - 1)));
  };
  const needsReady = new Set(
    present.flatMap(({ after }) => after.filter(({ until }) => until === 'ready').map(({ role }) => role)),
  );
  const depths = machines.map(({ role }) => depthOf(role, roles.length));
  return [...new Set(depths)]
    .sort((one, other) => one - other)
    .map((depth) => {
      const own = machines.filter((_machine, at) => depths[at] === depth);
      return { machines: own, awaited: own.filter(({ role }) => needsReady.has(role)).map(({ name }) => name) };
    });
}
