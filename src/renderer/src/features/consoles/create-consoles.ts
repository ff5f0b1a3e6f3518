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
    closeAll: () => consoles.forEach((each) => each.close()),
  };
}

export type Consoles = ReturnType<typeof createConsoles>;
