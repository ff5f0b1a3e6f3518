import { useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { ActionReview } from '#contract/machines.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

export interface Reviewed {
  readonly action: MachineAction;
  readonly review: ActionReview;
}

/** Asks the host what an action would do; null until it has answered. */
export function useActionReview(hostId: string, machine: string) {
  const { client } = useSession();
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const request = async (action: MachineAction) => {
    setStatus({ kind: 'loading' });
    try {
      setReviewed({ action, review: await client.machines.reviewAction({ hostId, machine, action }) });
      setStatus({ kind: 'ready' });
    } catch (error) {
      setStatus({ kind: 'failed', problem: toProblem(error) });
    }
  };
  return { reviewed, status, request, reset: () => setReviewed(null) };
}
