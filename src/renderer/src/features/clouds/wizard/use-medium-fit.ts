import { useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { judgeMedium, type MediumFit } from '#domain/recipes/judge-medium.ts';
import type { Recipe } from '#domain/recipes/recipe.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

/** While a path is typed, nothing is asked. */
const settleMs = 350;

/** How an ISO of the host fits a recipe; null while it is being looked into. */
export function useMediumFit(hostId: string, path: string | null, recipe: Recipe) {
  const { client } = useSession();
  const [found, setFound] = useState<{ readonly path: string; readonly fit: MediumFit } | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  useEffect(() => {
    if (path?.startsWith('/') !== true) {
      return undefined;
    }
    const controller = new AbortController();
    setStatus({ kind: 'loading' });
    const timer = setTimeout(() => {
      client.images
        .describe({ hostId, path }, { signal: controller.signal })
        .then((image) => {
          setFound({ path, fit: judgeMedium(recipe, image) });
          setStatus({ kind: 'ready' });
        })
        .catch((error: unknown) => {
          if (!controller.signal.aborted) {
            setStatus({ kind: 'failed', problem: toProblem(error) });
          }
        });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, hostId, path, recipe]);
  return { fit: found?.path === path ? found.fit : null, status };
}
