import { useCallback } from 'react';
import type { Chain } from '#domain/path/chain.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { useSession } from '#renderer/session/session-context.tsx';
import { usePolled, type Polled } from './use-polled.ts';

const chainsEveryMs = 3_000;
/** Reads every rule and switch of the host besides. */
const diagnosesEveryMs = 10_000;

const withSignal = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

/** The chains of a machine, asked again every few seconds while somebody looks. */
export function useChains(hostId: string, machine: string): Polled<readonly Chain[]> {
  const { client } = useSession();
  return usePolled(
    useCallback((signal) => client.path.chains({ hostId, machine }, withSignal(signal)), [client, hostId, machine]),
    chainsEveryMs,
  );
}

/** What stops packets to the machine. Fails where it does not run: then there is only the chain. */
export function useDiagnoses(hostId: string, machine: string): Polled<readonly DiagnosedChain[]> {
  const { client } = useSession();
  return usePolled(
    useCallback((signal) => client.path.diagnose({ hostId, machine }, withSignal(signal)), [client, hostId, machine]),
    diagnosesEveryMs,
  );
}
