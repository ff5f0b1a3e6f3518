import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';

/** Needs no typed name: the file is not deleted. */
export async function removeRecipe({ output, session, signal }: Invocation, name: string): Promise<ExitCode> {
  const { client } = await session();
  const { keptAt } = await client.recipes.remove({ name }, { signal });
  await output.answer({ removed: name, keptAt }, () => `Removed ${name} from your recipes.`);
  output.tell(`Its file is kept as ${keptAt ?? 'it was'}.`);
  return exitCodes.done;
}
