import { z } from 'zod';
import type { RecipeLibrary, RecipeSummary } from '#domain/recipes/recipe-library.ts';
import type { ListedStatement } from '#domain/recipes/list-statements.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import type { RecipeSuggestion } from '#domain/recipes/suggest-recipes.ts';
import type { FileProblem } from '#domain/yaml/file-problem.ts';
import { absolutePath, hostId } from './names.ts';
import { method } from './method.ts';

const recipeId = z.string().min(1, 'Give the id of a recipe').max(100, 'The id of a recipe has at most 100 characters');
const recipeText = z.string().max(1_000_000, 'A recipe has at most 200,000 characters');

export interface RecipeView {
  readonly summary: RecipeSummary;
  readonly recipe: Recipe;
  /** Every statement with where it comes from. */
  readonly statements: readonly ListedStatement[];
  /** The file as it was written. */
  readonly text: string;
}

/** What a text would be as a recipe. `summary` is null where there are problems. */
export interface RecipeCheck {
  readonly problems: readonly FileProblem[];
  readonly summary: RecipeSummary | null;
  /** What adding it would do to others, a sentence each. */
  readonly notes: readonly string[];
}

export interface RecipeChange {
  readonly library: RecipeLibrary;
  readonly path: string;
  /** Where the file of before is kept; null where there was none. */
  readonly keptAt: string | null;
}

export const recipes = {
  list: method(z.strictObject({})).returns<RecipeLibrary>(),
  show: method(z.strictObject({ id: recipeId })).returns<RecipeView>(),
  /** Says what is wrong with a text, and changes nothing. */
  check: method(z.strictObject({ text: recipeText })).returns<RecipeCheck>(),
  /** Puts a text among a person's own recipes. `replaces`: also where an own one of the same id is there already. */
  add: method(z.strictObject({ text: recipeText, replaces: z.boolean() })).returns<RecipeChange>(),
  /** By id, or by the name of its file where it is broken. Only a person's own. */
  remove: method(z.strictObject({ name: recipeId })).returns<RecipeChange>(),
  /** Which recipes an ISO of a host is for, the best first. */
  suggest: method(z.strictObject({ hostId, path: absolutePath })).returns<readonly RecipeSuggestion[]>(),
};
