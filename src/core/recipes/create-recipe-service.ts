import type { AppApi } from '#contract/api.ts';
import type { RecipeChange, RecipeCheck, RecipeView } from '#contract/recipes.ts';
import { listStatements } from '#domain/recipes/list-statements.ts';
import { readRecipe } from '#domain/recipes/read-recipe.ts';
import { sortRecipeFiles, summariseRecipe, type RecipeLibrary, type SortedRecipes } from '#domain/recipes/recipe-library.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { suggestRecipes } from '#domain/recipes/suggest-recipes.ts';
import { suggestionFor } from '#domain/suggest-name.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import { HostError } from '../ports/host-error.ts';
import type { RecipeFiles } from '../ports/recipe-files.ts';

export interface RecipeServiceOptions {
  readonly files: RecipeFiles;
  readonly images: Pick<AppApi['images'], 'describe'>;
}

export type RecipeService = ReturnType<typeof createRecipeService>;

/** The recipes of this laptop. They are read anew each time: people edit them with an editor of their own. */
export function createRecipeService({ files, images }: RecipeServiceOptions) {
  const read = async (): Promise<SortedRecipes> => sortRecipeFiles(await files.list());

  const toLibrary = ({ stored, broken }: SortedRecipes): RecipeLibrary => ({
    recipes: stored.map(summariseRecipe),
    broken,
    folder: files.folder,
  });

  async function find(id: string): Promise<SortedRecipes['stored'][number]> {
    const { stored } = await read();
    const found = stored.find(({ recipe }) => recipe.id === id);
    if (found === undefined) {
      const known = stored.map(({ recipe }) => recipe.id);
      throw new HostError('not-found', `There is no recipe ${id}.`, { hint: suggestionFor(id, known, 'recipes') });
    }
    return found;
  }

  const api: AppApi['recipes'] = {
    list: async () => toLibrary(await read()),
    show: async ({ id }): Promise<RecipeView> => {
      const stored = await find(id);
      const { content } = stored.file;
      return {
        summary: summariseRecipe(stored),
        recipe: stored.recipe,
        statements: listStatements(stored.recipe),
        text: content.kind === 'text' ? content.text : '',
      };
    },
    check: async ({ text }) => checkText(text, await read()),
    add: async ({ text, replaces }): Promise<RecipeChange> => {
      const { recipe } = parse(text);
      const own = findOwn(recipe.id, await read());
      if (own !== null && !replaces) {
        throw new HostError('conflict', `There is a recipe ${recipe.id} of your own already, ${own}.`, {
          hint: 'Give the new one another id, or say that it replaces the other.',
        });
      }
      const saved = await files.save(own ?? `${recipe.id}.yaml`, text);
      return { library: toLibrary(await read()), ...saved };
    },
    remove: async ({ name }): Promise<RecipeChange> => {
      const sorted = await read();
      const fileName = findOwn(name, sorted);
      if (fileName === null) {
        throw explainMissing(name, sorted);
      }
      const { keptAt } = await files.remove(fileName);
      return { library: toLibrary(await read()), path: fileName, keptAt };
    },
    suggest: async ({ hostId, path }, context) => {
      const [{ stored }, image] = await Promise.all([read(), images.describe({ hostId, path }, context)]);
      return suggestRecipes(
        stored.map(({ recipe }) => recipe),
        image,
      );
    },
  };

  return { api, findRecipe: async (id: string): Promise<Recipe> => (await find(id)).recipe };
}

function parse(text: string): { readonly recipe: Recipe } {
  const reading = readRecipe(text);
  if (reading.kind === 'read') {
    return reading;
  }
  const sentences = reading.problems.map(describePlace);
  throw new HostError('invalid-input', `This is no recipe yet. ${sentences.slice(0, 3).join(' ')}`, {
    raw: sentences.join('\n'),
  });
}

function checkText(text: string, sorted: SortedRecipes): RecipeCheck {
  const reading = readRecipe(text);
  if (reading.kind === 'refused') {
    return { problems: reading.problems, summary: null, notes: [] };
  }
  const { recipe } = reading;
  const own = findOwn(recipe.id, sorted);
  const isBuiltIn = sorted.stored.some(
    ({ recipe: { id }, file, hidesBuiltIn }) => id === recipe.id && (file.origin === 'built-in' || hidesBuiltIn),
  );
  const file = { origin: 'own', path: '', fileName: '', content: { kind: 'text', text } } as const;
  return {
    problems: [],
    summary: summariseRecipe({ recipe, file, hidesBuiltIn: isBuiltIn }),
    notes: [
      ...(own === null ? [] : [`It would replace your own ${own}.`]),
      ...(isBuiltIn ? [`It would be used in place of the recipe ${recipe.id} that comes with Nutshell.`] : []),
    ],
  };
}

/** The file of a person's own recipe, by its id or its name; broken ones have only a name. */
function findOwn(name: string, { stored, broken }: SortedRecipes): string | null {
  const byId = stored.find(({ recipe, file }) => file.origin === 'own' && (recipe.id === name || file.fileName === name));
  const byName = broken.find(({ origin, fileName }) => origin === 'own' && fileName === name);
  return byId?.file.fileName ?? byName?.fileName ?? null;
}

function explainMissing(name: string, { stored, broken }: SortedRecipes): HostError {
  if (stored.some(({ recipe }) => recipe.id === name)) {
    return new HostError('conflict', `The recipe ${name} comes with Nutshell and cannot be removed.`, {
      hint: 'A recipe of your own with the same id is used in its place.',
    });
  }
  const known = [
    ...stored.filter(({ file }) => file.origin === 'own').map(({ recipe }) => recipe.id),
    ...broken.map(({ fileName }) => fileName),
  ];
  return new HostError('not-found', `There is no recipe ${name} of your own.`, {
    hint: suggestionFor(name, known, 'recipes of your own'),
  });
}
