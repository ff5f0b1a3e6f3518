import type { MachineRun, QmpEvent } from './machine-run.ts';

/** Why a running machine stands still, a sentence; null where it does not. */
export function judgePause(events: MachineRun['events']): string | null {
  const at = events.findLastIndex(({ name }) => name === 'STOP' || name === 'RESUME');
  const last = events[at];
  if (last?.name !== 'STOP') {
    return null;
  }
  const cause = events[at - 1] ?? events[at + 1];
  return (cause && tellCause(cause)) ?? 'It was paused.';
}

/** The event beside a STOP that explains it. */
function tellCause({ name, data }: QmpEvent): string | null {
  if (name === 'BLOCK_IO_ERROR' && data['action'] === 'stop') {
    return data['nospace'] === true
      ? 'QEMU paused it because its disk found no room on the host. Make room there, then resume it.'
      : 'QEMU paused it because its disk on the host could not be read or written. Look at the disk, then resume it.';
  }
  return name === 'GUEST_PANICKED' ? 'Its own system crashed (guest panic), and QEMU paused it.' : null;
}
