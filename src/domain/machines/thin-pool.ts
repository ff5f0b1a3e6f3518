import type { Volume } from '../hosts/storage-facts.ts';

/** A thin pool: room of its own, promised to volumes that may together be larger. */
export interface ThinPool {
  readonly group: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly usedBytes: number;
  readonly dataPercent: number;
  readonly metadataPercent: number;
  /** What its volumes are in the eyes of their guests, all together. */
  readonly promisedBytes: number;
  /** LVM's own word that nothing can be written to it; null where all is well. */
  readonly failure: 'failed' | 'out of data space' | 'read-only metadata' | null;
}

/** A pool with this much of its data or of its metadata room in use gets no further volume: full, it stops every machine on it. */
export const fullPoolPercent = 90;

/** The pools among the volumes of a host. A pool that is not active says nothing about its filling and cannot be used. */
export function listThinPools(volumes: readonly Volume[]): readonly ThinPool[] {
  return volumes.flatMap((volume): ThinPool[] => {
    const { group, name, sizeBytes, attributes, dataPercent, metadataPercent } = volume;
    if (!attributes.startsWith('t') || dataPercent === null || metadataPercent === null) {
      return [];
    }
    const members = volumes.filter((other) => other.group === group && other.pool === name);
    return [
      {
        group,
        name,
        sizeBytes,
        usedBytes: Math.round((sizeBytes * dataPercent) / 100),
        dataPercent,
        metadataPercent,
        promisedBytes: members.reduce((sum, member) => sum + member.sizeBytes, 0),
        failure: toFailure(attributes),
      },
    ];
  });
}

/** The ninth character, health (lvs(8), lv_attr). */
function toFailure(attributes: string): ThinPool['failure'] {
  const health = attributes.charAt(8);
  return health === 'F' ? 'failed' : health === 'D' ? 'out of data space' : health === 'M' ? 'read-only metadata' : null;
}
