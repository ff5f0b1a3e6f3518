import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import type { ImageLibrary } from '#domain/images/image-library.ts';
import { useHost, useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

/** While somebody else's download runs, nobody tells this window: it looks again by itself. */
const lookAgainMs = 4_000;

/** The library of a host: read when it is first shown, when something of it has ended, and while something arrives. */
export function useLibrary(hostId: string) {
  const { client, operations, uploads } = useSession();
  const isConnected = useHost(hostId)?.connection.kind === 'connected';
  const [library, setLibrary] = useState<ImageLibrary | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const endedOperations = useStore(operations, ({ followed }) => countEnded(Object.values(followed), hostId));
  const endedUploads = useStore(uploads, (state) => state.uploads.filter(isEnded(hostId)).length);

  useEffect(() => {
    if (!isConnected) {
      return undefined;
    }
    const controller = new AbortController();
    client.images
      .list({ hostId }, { signal: controller.signal })
      .then((answer) => {
        setLibrary(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, isConnected, attempt, endedOperations, endedUploads]);

  const isArriving = library?.partials.some(({ state }) => state === 'running') === true;
  useEffect(() => {
    if (!isArriving) {
      return undefined;
    }
    const timer = setInterval(reload, lookAgainMs);
    return () => clearInterval(timer);
  }, [isArriving, reload]);

  return { library, status, isConnected, reload, setLibrary };
}

interface Followed {
  readonly hostId: string;
  readonly operation: { readonly target: { readonly kind: string }; readonly outcome: unknown };
}

function countEnded(followed: readonly Followed[], hostId: string): number {
  return followed.filter(
    (each) => each.hostId === hostId && each.operation.target.kind === 'image' && each.operation.outcome !== null,
  ).length;
}

function isEnded(hostId: string) {
  return (upload: { readonly hostId: string; readonly state: { readonly kind: string } }) =>
    upload.hostId === hostId && (upload.state.kind === 'finished' || upload.state.kind === 'failed');
}
