import type { BrokenRecipe, RecipeLibrary, RecipeSummary } from '#domain/recipes/recipe-library.ts';
import { describeFileProblem } from '#domain/yaml/file-problem.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { drawTable } from '../terminal/draw-table.ts';
import type { Paint } from '../terminal/paint.ts';

export async function listRecipes({ output, session, signal }: Invocation): Promise<ExitCode> {
  const { client } = await session();
  const library = await client.recipes.list({}, { signal });
  await output.answer({ library }, (paint) => drawLibrary(library, paint));
  library.broken.forEach((broken) => output.warn(describeBroken(broken)));
  return exitCodes.done;
}

async function drawLibrary({ recipes, folder }: RecipeLibrary, paint: Paint): Promise<string> {
  const table = await drawTable(['ID', 'TITLE', 'ERA', 'FROM', 'ROLES', 'VERIFIED'], recipes.map(toRow), paint);
  return `${table}\n${paint.dim(`Your own lie in ${folder}.`)}\n`;
}

function toRow(recipe: RecipeSummary): readonly string[] {
  const { id, title, era, origin, hidesBuiltIn, roles, verifiedCount, statementCount } = recipe;
  const from = origin === 'built-in' ? 'Nutshell' : hidesBuiltIn ? 'you, in place of Nutshell’s' : 'you';
  return [id, title, era, from, roles.map((role) => role.id).join(' '), `${verifiedCount} of ${statementCount}`];
}

export function describeBroken({ path, problems }: BrokenRecipe): string {
  const [first, ...more] = problems;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more: nutshell recipes check ${path})`;
  return first === undefined ? path : `${describeFileProblem(path, first)}${rest}`;
}
