import { unreachable } from '../unreachable.ts';
import type { CloudChange } from './describe-difference.ts';

/**
 * What keeps `up` from making a cloud what its file says now, a sentence each. It adds machines; whatever else is different is said, with
 * who does it, and nothing is done in part.
 */
export function judgeChanges(changes: readonly CloudChange[]): readonly string[] {
  return changes.flatMap((change) => {
    switch (change.kind) {
      case 'machine-added':
        return [];
      case 'machine-removed':
        return [`${change.sentence} Up destroys nothing: destroy ${change.machine} by itself first.`];
      case 'machine-changed':
        return [`${change.sentence} ${explainWay(change)}`.trim()];
      case 'addresses-changed':
        return [`${change.sentence} Up does neither: claim them by themselves first.`];
      case 'other-cloud':
        return [change.sentence];
      default:
        return unreachable(change, 'change of a cloud');
    }
  });
}

function explainWay({ machine, way }: Extract<CloudChange, { readonly kind: 'machine-changed' }>): string {
  return way === 'at-once' || way === 'next-start'
    ? `Up leaves machines that are there alone: change ${machine} by itself first.`
    : '';
}
