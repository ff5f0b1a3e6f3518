import { useEffect, useMemo } from 'react';
import { useSession } from '#renderer/session/session-context.tsx';
import { createLiveStore, type LiveStore } from './create-live-store.ts';

/** Follows the links of a host while the page is seen; a page that is hidden asks for nothing. */
export function useLiveStore(hostId: string): LiveStore {
  const { client } = useSession();
  const store = useMemo(() => createLiveStore(client, hostId), [client, hostId]);
  useFollowing(store, true);
  return store;
}

/** The same of what is inside a machine, from when somebody is logged in there. */
export function useInsideStore(hostId: string, machine: string, isIn: boolean): LiveStore {
  const { client } = useSession();
  const store = useMemo(() => createLiveStore(client, hostId, machine), [client, hostId, machine]);
  useFollowing(store, isIn);
  return store;
}

function useFollowing(store: LiveStore, isWanted: boolean): void {
  useEffect(() => {
    let controller: AbortController | null = null;
    const look = (): void => {
      if (document.hidden || !isWanted) {
        controller?.abort();
        controller = null;
      } else if (controller === null) {
        controller = new AbortController();
        void store.getState().follow(controller.signal);
      }
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      controller?.abort();
    };
  }, [store, isWanted]);
}
