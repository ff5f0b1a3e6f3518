import type { HostFacts } from '../hosts/host-facts.ts';
import { formatBytes } from '../format-bytes.ts';
import { sumRemovedBytes } from './list-removals.ts';

/** What follows a sentence that says a group has too little room; empty where nothing is held. Begins with a blank. */
export function describeHeldRoom(facts: HostFacts, group: string): string {
  const bytes = sumRemovedBytes(facts, group);
  return bytes === 0
    ? ''
    : ` Another ${formatBytes(bytes)} is held by volumes that were destroyed and can still be brought back; it becomes free when their time is over.`;
}
