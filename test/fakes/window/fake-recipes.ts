import type { AppClient } from '#contract/api.ts';
import { ApiError } from '#contract/api-error.ts';
import { createRecipeService } from '#core/recipes/create-recipe-service.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { RecipeFile } from '#domain/recipes/recipe-library.ts';

const texts = import.meta.glob<string>('../../../resources/recipes/*.yaml', { query: '?raw', import: 'default', eager: true });

const folder = '/home/ada/.local/share/nutshell/recipes';

/** The real recipes and the real rules, over files in memory: one of a person's own is good and one is not. */
export function createFakeRecipes(images: Pick<AppClient['images'], 'describe'>) {
  const own = new Map<string, string>([
    [
      'lab-practice.yaml',
      changePractice('id: practice-cloud', 'id: lab-practice', 'title: Practice cloud', 'title: Practice cloud of the lab'),
    ],
    ['nightly.yaml', changePractice('kernelWords: [nc]', 'kernelWord: [nc]', 'timeoutSeconds: 60', 'timeoutSeconds: a minute')],
  ]);
  const toFile = (origin: RecipeFile['origin'], path: string, text: string): RecipeFile => ({
    origin,
    path,
    fileName: path.slice(path.lastIndexOf('/') + 1),
    content: { kind: 'text', text },
  });
  const { api, findRecipe } = createRecipeService({
    files: {
      folder,
      list: async () => [
        ...Object.entries(texts).map(([path, text]) => toFile('built-in', path.replace('../../..', '/opt/nutshell'), text)),
        ...[...own].map(([name, text]) => toFile('own', `${folder}/${name}`, text)),
      ],
      save: async (fileName, text) => {
        const keptAt = own.has(fileName) ? `${folder}/${fileName}.before` : null;
        own.set(fileName, text);
        return { path: `${folder}/${fileName}`, keptAt };
      },
      remove: async (fileName) => {
        own.delete(fileName);
        return { keptAt: `${folder}/${fileName}.before` };
      },
    },
    images: { describe: (input) => images.describe(input) },
  });
  const client: AppClient['recipes'] = {
    list: () => answer(api.list({}, context)),
    show: (input) => answer(api.show(input, context)),
    check: (input) => answer(api.check(input, context)),
    add: (input) => answer(api.add(input, context)),
    remove: (input) => answer(api.remove(input, context)),
    suggest: (input) => answer(api.suggest(input, context)),
  };
  return { client, findRecipe };
}

const context = { signal: new AbortController().signal };

/** As the door turns errors of the core into those of the contract. */
export async function answer<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof HostError ? new ApiError(error.toProblem()) : error;
  }
}

function changePractice(...changes: readonly string[]): string {
  const practice = Object.entries(texts).find(([path]) => path.endsWith('/practice-cloud.yaml'))?.[1] ?? '';
  let text = practice;
  for (let index = 0; index + 1 < changes.length; index += 2) {
    text = text.replace(changes[index] ?? '', changes[index + 1] ?? '');
  }
  return text;
}
