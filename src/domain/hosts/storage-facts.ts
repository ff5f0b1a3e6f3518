import type { Fact } from '../fact.ts';

export interface StorageFacts {
  readonly groups: Fact<readonly VolumeGroup[]>;
  readonly volumes: Fact<readonly Volume[]>;
}

export interface VolumeGroup {
  readonly name: string;
  readonly sizeBytes: number;
  readonly freeBytes: number;
  readonly extentBytes: number;
}

export interface Volume {
  readonly name: string;
  readonly group: string;
  /** /dev/VG/LV */
  readonly path: string;
  readonly sizeBytes: number;
  /** lv_attr(8) as lvs prints it; the sixth character says whether it is open. */
  readonly attributes: string;
  readonly tags: readonly string[];
}
