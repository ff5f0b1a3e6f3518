import type { ImageDescription } from '../images/image-description.ts';
import { judgeMedium, type MediumFit } from './judge-medium.ts';
import type { Recipe } from './recipe.ts';

export interface RecipeSuggestion {
  readonly recipeId: string;
  readonly title: string;
  readonly fit: MediumFit;
}

const ranks: Readonly<Record<MediumFit['kind'], number>> = { sure: 0, likely: 1, unknown: 2, no: 3 };

/** The recipes that an ISO may be for, the best first. Those that it is surely not for are left out. */
export function suggestRecipes(recipes: readonly Recipe[], image: ImageDescription): readonly RecipeSuggestion[] {
  return recipes
    .map((recipe) => ({ recipeId: recipe.id, title: recipe.title, fit: judgeMedium(recipe, image) }))
    .filter(({ fit }) => fit.kind === 'sure' || fit.kind === 'likely')
    .sort((one, other) => ranks[one.fit.kind] - ranks[other.fit.kind] || other.fit.hints.length - one.fit.hints.length);
}
