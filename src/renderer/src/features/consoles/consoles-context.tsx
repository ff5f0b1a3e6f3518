import { createContext, use, type ReactNode } from 'react';
import type { Console } from './create-console.ts';
import type { Consoles } from './create-consoles.ts';

const ConsolesContext = createContext<Consoles | null>(null);

export function ConsolesProvider({ consoles, children }: { readonly consoles: Consoles; readonly children: ReactNode }) {
  return <ConsolesContext value={consoles}>{children}</ConsolesContext>;
}

export function useConsole(hostId: string, machine: string): Console {
  const consoles = use(ConsolesContext);
  if (consoles === null) {
    throw new Error('This component is used outside of a ConsolesProvider');
  }
  return consoles.get(hostId, machine);
}
