import { useEffect } from 'react';
import { useStore } from 'zustand';
import { findHost } from '#renderer/session/create-hosts-store.ts';
import type { OperationsState } from '#renderer/session/create-operations-store.ts';
import { useSession } from '#renderer/session/session-context.tsx';

/** Keeps the list of a host's operations fresh while it is looked at: also what begins and ends from other laptops. */
export function useHistory(hostId: string): void {
  const { client, hosts, operations } = useSession();
  const isConnected = useStore(hosts, ({ views }) => findHost(views, hostId)?.connection.kind === 'connected');
  const ended = useStore(operations, ({ followed }) => countEnded(followed));
  useEffect(() => {
    if (isConnected) {
      void operations.getState().loadHistory(hostId);
    }
  }, [operations, hostId, isConnected, ended]);
  useEffect(() => {
    if (!isConnected) {
      return;
    }
    const controller = new AbortController();
    const listen = async () => {
      for await (const { kind } of client.hosts.notices({ hostId }, { signal: controller.signal })) {
        if (kind === 'operation') {
          await operations.getState().loadHistory(hostId);
        }
      }
    };
    // A link that breaks ends this too, and is told by the connection's own banner.
    listen().catch(() => undefined);
    return () => controller.abort();
  }, [client, operations, hostId, isConnected]);
}

function countEnded(followed: OperationsState['followed']): number {
  return Object.values(followed).filter(({ operation }) => operation.outcome !== null).length;
}
