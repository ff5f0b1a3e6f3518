import { useCallback } from 'react';
import type { AppClient } from '#contract/api.ts';
import { useAnswer } from '#renderer/session/use-answer.ts';

/** An ISO of the host and the recipe that it is for. */
export interface Suggestion {
  readonly recipeId: string;
  readonly image: string;
  readonly path: string;
  readonly isSure: boolean;
}

export type Suggestions =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly list: readonly Suggestion[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Each takes a round trip to look into; of more, the newest count. */
const mostLookedInto = 6;

/** Which recipes the ISOs of a host are for. One that cannot be looked into says nothing for or against any. */
export function useSuggestions(hostId: string): Suggestions {
  const ask = useCallback(
    async (client: AppClient, signal: AbortSignal): Promise<readonly Suggestion[]> => {
      const { images } = await client.images.list({ hostId }, { signal });
      const whole = images
        .filter(({ label, problem }) => label !== null && problem === null)
        .toSorted((one, other) => other.modifiedEpochMs - one.modifiedEpochMs)
        .slice(0, mostLookedInto);
      const found = await Promise.allSettled(
        whole.map(async ({ path, name }) => {
          const suggested = await client.recipes.suggest({ hostId, path }, { signal });
          return suggested.map(({ recipeId, fit }) => ({ recipeId, image: name, path, isSure: fit.kind === 'sure' }));
        }),
      );
      return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    },
    [hostId],
  );
  const { value, status } = useAnswer(ask);
  if (value !== null) {
    return { kind: 'found', list: value };
  }
  return status.kind === 'failed' ? { kind: 'failed', reason: status.problem.message } : { kind: 'looking' };
}

/** The best one for a recipe: surest first, of equals the newest. */
export function findSuggestion(suggestions: Suggestions, recipeId: string): Suggestion | null {
  const own = suggestions.kind === 'found' ? suggestions.list.filter((one) => one.recipeId === recipeId) : [];
  return own.find(({ isSure }) => isSure) ?? own[0] ?? null;
}
