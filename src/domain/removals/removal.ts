import type { HostPaths } from '../machines/machine-paths.ts';

/** A disk that was renamed to be removed later. Until then its room is not free, and it can be brought back. */
export type RemovedDisk =
  | {
      readonly kind: 'volume';
      readonly group: string;
      /** The name it had, and gets again. */
      readonly name: string;
      readonly aside: string;
      readonly sizeBytes: number | null;
    }
  | {
      readonly kind: 'file';
      readonly folder: string;
      readonly path: string;
      /** Of the machine it was made for: its second name in FOLDER/.nutshell. */
      readonly uuid: string;
      readonly sizeBytes: number | null;
    };

/** What one operation set aside, as written on the host in /var/lib/nutshell/removed/OPERATION/removal.json. */
export interface Removal {
  readonly version: 1;
  readonly operationId: string;
  /** Of the operation: "Destroy ciab". */
  readonly title: string;
  readonly machines: readonly string[];
  readonly removedEpochMs: number;
  readonly removedBy: string;
  /** By the host's clock. From then on it may be gone for good. */
  readonly purgeAfterEpochMs: number;
  /** Whether undoing the operation brings everything back. */
  readonly isUndoable: boolean;
  readonly disks: readonly RemovedDisk[];
}

export interface RemovalPaths {
  readonly folder: string;
  readonly record: string;
  /** What purge-removed.sh reads: the disks again, for a shell. */
  readonly disks: string;
  /** Where the folder of a destroyed machine waits. */
  readonly machine: string;
}

export function getRemovalPaths(operationId: string, { stateDirectory }: HostPaths): RemovalPaths {
  const folder = `${stateDirectory}/removed/${operationId}`;
  return { folder, record: `${folder}/removal.json`, disks: `${folder}/disks.sh`, machine: `${folder}/machine` };
}

/** What a volume is called while it waits; `index` tells several of one operation apart. */
export function getAsideName(operationId: string, index: number): string {
  return `removed-${operationId}-${index + 1}`;
}
