import type { Removal } from '#domain/removals/removal.ts';

/** A destruction of ciab that can be undone for ten minutes: say only what differs. */
export function aRemoval(more: Partial<Removal> = {}): Removal {
  return {
    version: 1,
    operationId: 'op-1',
    title: 'Destroy ciab',
    machines: ['ciab'],
    removedEpochMs: 1_700_000_000_000,
    removedBy: 'ada@laptop',
    purgeAfterEpochMs: 1_700_000_600_000,
    isUndoable: true,
    disks: [{ kind: 'volume', group: 'vg01', name: 'ciab', aside: 'removed-op-1-1', sizeBytes: 100 * 1024 ** 3 }],
    ...more,
  };
}
