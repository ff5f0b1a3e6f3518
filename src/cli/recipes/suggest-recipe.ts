import type { RecipeSuggestion } from '#domain/recipes/suggest-recipes.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { useHost } from '../hosts/use-host.ts';
import type { Invocation } from '../invocation.ts';
import type { Paint } from '../terminal/paint.ts';

export async function suggestRecipe(invocation: Invocation, wanted: string, path: string): Promise<ExitCode> {
  const host = await useHost(invocation, wanted);
  const { client } = await invocation.session();
  const suggestions = await client.recipes.suggest({ hostId: host.id, path }, { signal: invocation.signal });
  await invocation.output.answer({ host: { id: host.id, name: host.name }, path, suggestions }, (paint) =>
    suggestions.length === 0
      ? `No recipe is known for ${path}. nutshell images show ${host.name} ${path} says what it is.`
      : suggestions.map((suggestion) => describe(suggestion, paint)).join('\n'),
  );
  return suggestions.length === 0 ? exitCodes.missing : exitCodes.done;
}

function describe({ recipeId, title, fit }: RecipeSuggestion, paint: Paint): string {
  const word = fit.kind === 'sure' ? paint.green('surely') : paint.yellow('likely');
  const doubts = fit.doubts.map((doubt) => `  ${paint.yellow('but')} ${doubt}`);
  return [`${word} ${paint.bold(recipeId)} (${title})`, ...fit.hints.map((hint) => `  ${hint}`), ...doubts].join('\n');
}
