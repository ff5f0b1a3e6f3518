import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import { useGo, useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';
import type { Change } from './use-claim-review.ts';

/** Hands a change of a claim to the host and goes to where it is told. */
export function useClaimRun(hostId: string) {
  const { client, operations } = useSession();
  const go = useGo();
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const place = { kind: 'host', hostId, tab: 'addresses' } as const;
  const run = async (change: Change): Promise<void> => {
    setStatus({ kind: 'loading' });
    try {
      const events = client.addressing.changeClaim({ hostId, change });
      go({ kind: 'operation', hostId, operationId: await operations.getState().run(hostId, events, place) });
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return { run, status };
}
