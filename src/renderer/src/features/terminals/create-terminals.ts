import type { TerminalTab, TerminalTabsState } from '#renderer/session/create-terminal-tabs-store.ts';
import { createTerminal, type TerminalDependencies, type TerminalSession } from './create-terminal.ts';

/** One terminal for each tab, kept until the tab is closed or the window is. */
export function createTerminals(dependencies: TerminalDependencies) {
  const terminals = new Map<string, TerminalSession>();
  return {
    get(tab: TerminalTab): TerminalSession {
      const found = terminals.get(tab.id) ?? createTerminal(dependencies, tab);
      terminals.set(tab.id, found);
      return found;
    },
    /** Hangs up where the tab is gone. */
    closeOthers({ tabs }: Pick<TerminalTabsState, 'tabs'>): void {
      const kept = new Set(tabs.map(({ id }) => id));
      for (const [id, terminal] of terminals) {
        if (!kept.has(id)) {
          terminal.close();
          terminals.delete(id);
        }
      }
    },
    closeAll(): void {
      terminals.forEach((terminal) => terminal.close());
      terminals.clear();
    },
  };
}

export type Terminals = ReturnType<typeof createTerminals>;
