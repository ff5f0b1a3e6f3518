import type { InstallWatcher } from '#core/ports/cloud-adapters.ts';
import type { Resources } from '#core/ports/stores.ts';
import { hostPaths } from '#domain/machines/machine-paths.ts';
import { createInstallParser } from './create-install-parser.ts';

export interface InstallWatcherOptions {
  readonly resources: Resources;
  /** Another one only in tests. */
  readonly stateDirectory?: string;
}

/** Listens to watch-installs.sh, over one channel for all machines. */
export function createInstallWatcher({
  resources,
  stateDirectory = hostPaths.stateDirectory,
}: InstallWatcherOptions): InstallWatcher {
  return async function* watch(shell, machines, signal) {
    const text = await resources.read('host/watch-installs.sh');
    const parser = createInstallParser(machines);
    const lines = shell.lines({
      purpose: `Watch the install of ${machines.join(', ')}`,
      command: { kind: 'script', name: 'watch-installs.sh', text, args: [stateDirectory, ...machines] },
      asRoot: true,
      signal,
    });
    for await (const line of lines) {
      const look = parser.read(line);
      if (look !== null) {
        yield look;
      }
    }
  };
}
