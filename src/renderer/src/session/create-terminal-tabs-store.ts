import { createStore } from 'zustand/vanilla';
import type { TerminalPlace } from '#domain/terminals/terminal.ts';

/** A terminal that a person asked for; what becomes of it is known where terminals are made. */
export interface TerminalTab {
  readonly id: string;
  readonly hostId: string;
  readonly place: TerminalPlace;
  /** What the person called it: the name of a host, a cloud, a machine or an instance. */
  readonly title: string;
}

export interface TerminalTabsState {
  readonly tabs: readonly TerminalTab[];
  readonly activeId: string | null;
  /** Whether the drawer is open; what runs in it goes on while it is not. */
  readonly isShown: boolean;
  readonly open: (wish: Omit<TerminalTab, 'id'>) => void;
  readonly select: (id: string) => void;
  readonly close: (id: string) => void;
  readonly show: (isShown: boolean) => void;
}

/** The terminals of this window, wherever in it the person is. */
export function createTerminalTabsStore() {
  let lastNumber = 0;
  return createStore<TerminalTabsState>()((set) => ({
    tabs: [],
    activeId: null,
    isShown: false,
    open(wish) {
      const id = `terminal-${++lastNumber}`;
      set(({ tabs }) => ({ tabs: [...tabs, { ...wish, id, title: toFreeTitle(tabs, wish) }], activeId: id, isShown: true }));
    },
    select: (activeId) => set({ activeId, isShown: true }),
    close(id) {
      set(({ tabs, activeId, isShown }) => {
        const at = tabs.findIndex((tab) => tab.id === id);
        const left = tabs.filter((tab) => tab.id !== id);
        const neighbour = left[Math.min(Math.max(at, 0), left.length - 1)]?.id ?? null;
        return { tabs: left, activeId: activeId === id ? neighbour : activeId, isShown: isShown && left.length > 0 };
      });
    },
    show: (isShown) => set({ isShown }),
  }));
}

/** A second terminal at the same place has a number. */
function toFreeTitle(tabs: readonly TerminalTab[], { title }: Pick<TerminalTab, 'title'>): string {
  const taken = new Set(tabs.map((tab) => tab.title));
  for (let number = 2; taken.has(title); number += 1) {
    const numbered = `${title} (${number})`;
    if (!taken.has(numbered)) {
      return numbered;
    }
  }
  return title;
}
