import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import type { Problem } from '#domain/problem.ts';
import type { FollowedOperation } from '#renderer/session/create-operations-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';

interface WatchedOperation {
  /** null until its journal has begun to arrive. */
  readonly followed: FollowedOperation | null;
  /** Why it does not arrive. */
  readonly problem: Problem | null;
  readonly retry: () => void;
}

/** One operation of a host, followed from its beginning while it is looked at. */
export function useOperation(hostId: string, operationId: string): WatchedOperation {
  const { operations } = useSession();
  const followed = useStore(operations, (state) => state.followed[operationId] ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    operations
      .getState()
      .follow(hostId, operationId)
      .then(() => setProblem(null))
      .catch((error: unknown) => setProblem(toProblem(error)));
  }, [operations, hostId, operationId, attempt]);
  return { followed, problem, retry: () => setAttempt(attempt + 1) };
}
