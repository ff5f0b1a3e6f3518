import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Removal } from './removal.ts';

/** What was set aside and is still there. */
export interface RemovalView {
  readonly removal: Removal;
  /** What it still takes from its volume groups and folders, as far as it was known when it was set aside. */
  readonly sizeBytes: number;
  /** counting: it goes by itself when its time is over. unfinished: its operation was interrupted, so nothing of it goes by itself. */
  readonly state: 'counting' | 'unfinished';
  /** By the host's clock at the reading; 0 where it is over. */
  readonly remainingMs: number;
}

/** Newest first. */
export function listRemovals(facts: HostFacts): readonly RemovalView[] {
  const now = getHostEpochMs(facts);
  return valueOr(facts.removals, [])
    .map(({ removal, isArmed }) => ({
      removal,
      sizeBytes: removal.disks.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
      state: isArmed ? ('counting' as const) : ('unfinished' as const),
      remainingMs: Math.max(0, removal.purgeAfterEpochMs - now),
    }))
    .sort((one, other) => other.removal.removedEpochMs - one.removal.removedEpochMs);
}

/** What volumes that were set aside keep from being free in a group. */
export function sumRemovedBytes(facts: HostFacts, group: string): number {
  return valueOr(facts.removals, [])
    .flatMap(({ removal }) => removal.disks)
    .reduce((sum, disk) => (disk.kind === 'volume' && disk.group === group ? sum + (disk.sizeBytes ?? 0) : sum), 0);
}

/** The host's clock at the reading; the laptop's where nobody could read it. */
export function getHostEpochMs({ clock, readAtEpochMs }: HostFacts): number {
  return clock.kind === 'known' ? clock.value.hostEpochMs : readAtEpochMs;
}
