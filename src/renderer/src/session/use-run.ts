import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Place } from './place.ts';
import { useGo, useSession } from './session-context.tsx';
import type { Status } from './status.ts';

/** Begins a change of the host and goes to where it is told step by step; why it was refused stays with whoever asked for it. */
export function useRun(hostId: string, leadsTo: Place | null) {
  const { operations } = useSession();
  const go = useGo();
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  /** Whether it was begun. */
  const run = async (events: AsyncIterable<OperationEvent>): Promise<boolean> => {
    setStatus({ kind: 'loading' });
    try {
      go({ kind: 'operation', hostId, operationId: await operations.getState().run(hostId, events, leadsTo) });
      return true;
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
      return false;
    }
  };
  return { status, run };
}
