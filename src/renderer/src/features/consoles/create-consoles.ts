import { createConsole, type Console, type ConsoleDependencies } from './create-console.ts';

/** One console for each machine, kept while the window is open. */
export function createConsoles(dependencies: ConsoleDependencies) {
  const consoles = new Map<string, Console>();
  return {
    get(hostId: string, machine: string): Console {
      const key = `${hostId}/${machine}`;
      const found = consoles.get(key) ?? createConsole(dependencies, hostId, machine);
      consoles.set(key, found);
      return found;
    },
    /** No screen comes back from a machine that does not run any more: stops trying. */
    closeEnded(hostId: string, running: ReadonlySet<string>): void {
      consoles.forEach((each) => {
        if (each.hostId === hostId && !running.has(each.machine) && each.store.getState().state.kind === 'reconnecting') {
          each.close();
        }
      });
    },
    closeAll: () => consoles.forEach((each) => each.close()),
  };
}

export type Consoles = ReturnType<typeof createConsoles>;
