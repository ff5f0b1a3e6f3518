import { createContext, use, type ReactNode } from 'react';
import type { TerminalTab } from '#renderer/session/create-terminal-tabs-store.ts';
import type { TerminalSession } from './create-terminal.ts';
import type { Terminals } from './create-terminals.ts';

const TerminalsContext = createContext<Terminals | null>(null);

export function TerminalsProvider({ terminals, children }: { readonly terminals: Terminals; readonly children: ReactNode }) {
  return <TerminalsContext value={terminals}>{children}</TerminalsContext>;
}

export function useTerminal(tab: TerminalTab): TerminalSession {
  const terminals = use(TerminalsContext);
  if (terminals === null) {
    throw new Error('This component is used outside of a TerminalsProvider');
  }
  return terminals.get(tab);
}
