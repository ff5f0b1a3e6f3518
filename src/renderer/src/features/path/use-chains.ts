import { useCallback, useEffect, useState } from 'react';
import { toProblem } from '#contract/api-error.ts';
import type { Chain } from '#domain/path/chain.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

const pollEveryMs = 3_000;

interface Chains {
  readonly chains: readonly Chain[] | null;
  readonly status: Status;
  readonly reload: () => void;
}

/** The chains of a machine, asked again every few seconds while somebody looks. */
export function useChains(hostId: string, machine: string): Chains {
  const { client } = useSession();
  const [chains, setChains] = useState<readonly Chain[] | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });

  const load = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const found = await client.path.chains({ hostId, machine }, signal === undefined ? {} : { signal });
        setChains(found);
        setStatus({ kind: 'ready' });
      } catch (error) {
        if (signal?.aborted !== true) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      }
    },
    [client, hostId, machine],
  );

  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    const timer = setInterval(() => {
      if (!document.hidden) {
        void load(controller.signal);
      }
    }, pollEveryMs);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [load]);

  return { chains, status, reload: () => void load() };
}
