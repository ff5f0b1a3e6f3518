import { describeFileProblem } from '#domain/yaml/file-problem.ts';
import { CommandFault } from '../command-fault.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { readTextFile } from '../read-text-file.ts';
import { checkRecipeFile } from './check-recipe-file.ts';

export interface AddRecipeOptions {
  readonly replace?: boolean;
  readonly dryRun?: boolean;
}

export async function addRecipe(invocation: Invocation, path: string, options: AddRecipeOptions): Promise<ExitCode> {
  if (options.dryRun) {
    const code = await checkRecipeFile(invocation, path);
    invocation.output.tell('Nothing was changed.');
    return code;
  }
  const { output, session, signal } = invocation;
  const text = await readTextFile(path);
  const { client } = await session();
  const { problems, summary } = await client.recipes.check({ text }, { signal });
  if (summary === null) {
    const raw = problems.map((problem) => describeFileProblem(path, problem)).join('\n');
    throw new CommandFault('local-file', `${path} is no recipe yet. Nothing was added.`, 'Correct what stands below.', raw);
  }
  const change = await client.recipes.add({ text, replaces: options.replace ?? false }, { signal });
  await output.answer(
    { recipe: summary, path: change.path, keptAt: change.keptAt },
    () => `Added ${summary.title} as ${summary.id}.`,
  );
  output.tell(`It lies in ${change.path}.${change.keptAt === null ? '' : ` The former is kept as ${change.keptAt}.`}`);
  return exitCodes.done;
}
