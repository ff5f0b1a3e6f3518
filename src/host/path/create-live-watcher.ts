import type { LiveWatcher } from '#core/ports/live-watcher.ts';
import type { Resources } from '#core/ports/stores.ts';
import { parseLiveLine } from '#domain/path/live/parse-live-line.ts';

/** Listens to watch-network.sh, as the login user: everything it tells is open to everybody. */
export function createLiveWatcher({ resources }: { readonly resources: Resources }): LiveWatcher {
  return {
    async *watch(shell, signal) {
      const text = await resources.read('host/watch-network.sh');
      const lines = shell.lines({
        purpose: 'Watch the network',
        command: { kind: 'script', name: 'watch-network.sh', text, args: [] },
        signal,
      });
      for await (const line of lines) {
        const parsed = parseLiveLine(line);
        if (parsed) {
          yield parsed;
        }
      }
    },
  };
}
