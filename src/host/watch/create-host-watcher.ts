import type { HostWatcher } from '#core/ports/host-adapters.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { Resources } from '#core/ports/stores.ts';
import { createWatchParser } from './create-watch-parser.ts';

export interface HostWatcherOptions {
  readonly resources: Resources;
  /** Where the host keeps machines and operations. Another one only in tests. */
  readonly stateDirectory?: string;
}

/** Listens to watch.sh. Its log of events is for root alone, so a plain user cannot watch. */
export function createHostWatcher({ resources, stateDirectory = '/var/lib/nutshell' }: HostWatcherOptions): HostWatcher {
  return {
    async *watch(shell, privilege, signal) {
      if (privilege === 'none') {
        throw new HostError('denied', 'Only root can listen to what changes on a host.');
      }
      const text = await resources.read('host/watch.sh');
      const parse = createWatchParser();
      const lines = shell.lines({
        purpose: 'Watch the host',
        command: { kind: 'script', name: 'watch.sh', text, args: [stateDirectory] },
        asRoot: privilege === 'sudo',
        signal,
      });
      for await (const line of lines) {
        const notice = parse(line);
        if (notice) {
          yield notice;
        }
      }
    },
  };
}
