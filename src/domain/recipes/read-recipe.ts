import { sortFileProblems, type FileProblem } from '../yaml/file-problem.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { checkRecipe } from './check-recipe.ts';
import { recipeShape, type Recipe } from './recipe.ts';

export type RecipeReading =
  { readonly kind: 'read'; readonly recipe: Recipe } | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] };

/** A recipe's file: the recipe, or everything that is wrong with it with line, column and a sentence. */
export function readRecipe(text: string): RecipeReading {
  const reading = readYaml(text, recipeShape);
  if (reading.kind === 'refused') {
    return reading;
  }
  const problems = checkRecipe(reading.value).map((fault) => ({ ...fault, ...reading.spotOf(fault.field) }));
  return problems.length > 0
    ? { kind: 'refused', problems: sortFileProblems(problems) }
    : { kind: 'read', recipe: reading.value };
}
