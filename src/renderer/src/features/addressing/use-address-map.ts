import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { toProblem } from '#contract/api-error.ts';
import type { AddressMap } from '#domain/addressing/address-map.ts';
import { useHost, useSession } from '#renderer/session/session-context.tsx';
import type { Status } from '#renderer/session/status.ts';

/** Who has which addresses around a host: read when it is first shown, and when a change of a claim has ended. */
export function useAddressMap(hostId: string) {
  const { client, operations } = useSession();
  const isConnected = useHost(hostId)?.connection.kind === 'connected';
  const [map, setMap] = useState<AddressMap | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const ended = useStore(
    operations,
    ({ followed }) =>
      Object.values(followed).filter(
        (each) => each.hostId === hostId && each.operation.target.kind === 'cloud' && each.operation.outcome !== null,
      ).length,
  );
  useEffect(() => {
    if (!isConnected) {
      return undefined;
    }
    const controller = new AbortController();
    client.addressing
      .map({ hostId }, { signal: controller.signal })
      .then((answer) => {
        setMap(answer);
        setStatus({ kind: 'ready' });
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setStatus({ kind: 'failed', problem: toProblem(error) });
        }
      });
    return () => controller.abort();
  }, [client, hostId, isConnected, attempt, ended]);
  return { map, status, isConnected, reload, setMap };
}
