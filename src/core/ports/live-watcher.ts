import type { LiveLine } from '#domain/path/live/live-line.ts';
import type { HostShell } from './host-shell.ts';

/** Listens to the links of a place over one channel. Ends, or throws a HostError, when the link to it does. */
export interface LiveWatcher {
  watch(shell: HostShell, signal: AbortSignal): AsyncIterable<LiveLine>;
}
