import { unreachable } from '../unreachable.ts';
import type { Machine } from './machine.ts';

/**
 * When something may have been written to a disk last, as far as it can be known: nobody keeps such a time for a volume, so it is
 * told by the run of the QEMU that had it open.
 */
export type LastUse =
  | { readonly kind: 'in-use'; readonly sinceEpochMs: number | null }
  | { readonly kind: 'used-until'; readonly atEpochMs: number }
  | { readonly kind: 'created'; readonly atEpochMs: number }
  | { readonly kind: 'unknown' };

export function judgeLastUse({ state }: Machine, createdEpochMs: number | null): LastUse {
  if (state.kind === 'running') {
    return { kind: 'in-use', sinceEpochMs: state.sinceEpochMs };
  }
  if (state.how.atEpochMs !== null) {
    return { kind: 'used-until', atEpochMs: state.how.atEpochMs };
  }
  return createdEpochMs === null ? { kind: 'unknown' } : { kind: 'created', atEpochMs: createdEpochMs };
}

/** For a table. `formatTime` writes a time as this screen does. */
export function describeLastUse(lastUse: LastUse, formatTime: (epochMs: number) => string): string {
  switch (lastUse.kind) {
    case 'in-use':
      return lastUse.sinceEpochMs === null
        ? 'QEMU writes to it now'
        : `QEMU writes to it now, since ${formatTime(lastUse.sinceEpochMs)}`;
    case 'used-until':
      return `in use until ${formatTime(lastUse.atEpochMs)}`;
    case 'created':
      return `created ${formatTime(lastUse.atEpochMs)}; when it was used last is not known`;
    case 'unknown':
      return 'not known';
    default:
      return unreachable(lastUse, 'last use');
  }
}
