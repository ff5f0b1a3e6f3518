import { createContext, use, type ReactNode } from 'react';
import type { LaunchStore, LaunchStores } from './create-launch-store.ts';

const LaunchContext = createContext<LaunchStores | null>(null);

export function LaunchProvider({ stores, children }: { readonly stores: LaunchStores; readonly children: ReactNode }) {
  return <LaunchContext value={stores}>{children}</LaunchContext>;
}

export function useLaunchStore(hostId: string): LaunchStore {
  const stores = use(LaunchContext);
  if (stores === null) {
    throw new Error('This component is used outside of a LaunchProvider');
  }
  return stores.get(hostId);
}
