import { unreachable } from '../unreachable.ts';
import type { CloudChange } from './describe-difference.ts';

/**
 * What keeps `up` from making a cloud what its file says now, a sentence each. It adds machines and changes sizes; machines go where a
 * person has agreed to that. Whatever else is different is said, with who does it, and nothing is done in part.
 */
export function judgeChanges(changes: readonly CloudChange[], { mayRemove }: { readonly mayRemove: boolean }): readonly string[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'machine-added':
        return [];
      case 'machine-removed':
        return mayRemove ? [] : [`${change.sentence} Nobody has agreed to that yet.`];
      case 'machine-changed':
        return change.way === 'at-once' || change.way === 'next-start' ? [] : [change.sentence];
      case 'addresses-changed':
        return [`${change.sentence} Up does neither: claim them by themselves first.`];
      case 'other-cloud':
        return [change.sentence];
      default:
        return unreachable(change, 'change of a cloud');
    }
  });
}
