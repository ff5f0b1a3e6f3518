import { createContext, use, type ReactNode } from 'react';
import type { WizardStore, WizardStores } from './create-wizard-store.ts';

const WizardContext = createContext<WizardStores | null>(null);

export function CloudWizardProvider({ stores, children }: { readonly stores: WizardStores; readonly children: ReactNode }) {
  return <WizardContext value={stores}>{children}</WizardContext>;
}

export function useWizardStore(hostId: string): WizardStore {
  const stores = use(WizardContext);
  if (stores === null) {
    throw new Error('This component is used outside of a CloudWizardProvider');
  }
  return stores.get(hostId);
}
