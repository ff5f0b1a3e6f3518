import type { Recipe } from './recipe.ts';
import type { RecipeRole } from './machine-shapes.ts';

export function findRole({ roles }: Pick<Recipe, 'roles'>, id: string): RecipeRole | null {
  return roles.find((role) => role.id === id) ?? null;
}

/** Things that name no role are for every role. */
export function isForRole({ roles }: { readonly roles: readonly string[] }, roleId: string): boolean {
  return roles.length === 0 || roles.includes(roleId);
}

/** The roles in the order in which their machines begin: each after those it needs. */
export function sortRoles({ roles }: Pick<Recipe, 'roles'>): readonly RecipeRole[] {
  const sorted: RecipeRole[] = [];
  // checkRecipe refuses circles, so every round finds one; the count of rounds keeps an unchecked recipe from going round forever.
  for (let round = 0; round < roles.length; round += 1) {
    const isReady = ({ after }: RecipeRole) => after.every(({ role }) => sorted.some(({ id }) => id === role));
    const next = roles.find((role) => !sorted.includes(role) && isReady(role));
    if (next !== undefined) {
      sorted.push(next);
    }
  }
  return sorted;
}
