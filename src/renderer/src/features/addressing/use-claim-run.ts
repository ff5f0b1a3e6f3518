import { useSession } from '#renderer/session/session-context.tsx';
import { useRun } from '#renderer/session/use-run.ts';
import type { Change } from './use-claim-review.ts';

/** Hands a change of a claim to the host and goes to where it is told. */
export function useClaimRun(hostId: string) {
  const { client } = useSession();
  const { status, run } = useRun(hostId, { kind: 'host', hostId, tab: 'addresses' });
  return { status, run: (change: Change) => run(client.addressing.changeClaim({ hostId, change })) };
}
