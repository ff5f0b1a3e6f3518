import type { Fact } from '../fact.ts';

export interface StorageFacts {
  readonly groups: Fact<readonly VolumeGroup[]>;
  readonly volumes: Fact<readonly Volume[]>;
  /** The folders that disk files of Nutshell's machines lie in, and the one that Nutshell makes by itself. */
  readonly folders: Fact<readonly DiskFolder[]>;
}

export interface VolumeGroup {
  readonly name: string;
  readonly sizeBytes: number;
  readonly freeBytes: number;
  readonly extentBytes: number;
  /** vg_attr as vgs(8) explains it; empty where it was not asked for. */
  readonly attributes: string;
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
  /** The thin pool it takes its room from; null where it has room of its own. */
  readonly pool: string | null;
  /** How full a pool is, or how much of a thin volume or a snapshot was written; null where there is no such thing. */
  readonly dataPercent: number | null;
  /** The same for what a pool notes about its volumes: when that is full nothing can be written, however much data room is left. */
  readonly metadataPercent: number | null;
  /** What it is a snapshot of; null where it is none. */
  readonly origin: string | null;
  /** null where LVM does not say. */
  readonly createdEpochMs: number | null;
}

/** A folder for disk files and the file system it is on. */
export interface DiskFolder {
  readonly path: string;
  readonly state: 'there' | 'not-there' | 'no-folder';
  /** Of the folder, or of the nearest one above it that is there. */
  readonly fileSystem: FileSystem;
  readonly files: readonly DiskFile[];
}

export interface FileSystem {
  /** Folders with the same number share their room. */
  readonly device: string;
  /** As stat -f calls it: ext2/ext3, xfs, tmpfs, nfs … */
  readonly type: string;
  readonly sizeBytes: number;
  /** What df calls available: what the file system keeps back for root is not counted. */
  readonly freeBytes: number;
}

export interface DiskFile {
  readonly path: string;
  /** Its length: what it may grow to. */
  readonly sizeBytes: number;
  /** What it takes from the file system now. */
  readonly allocatedBytes: number;
  /** The machine that Nutshell made it for; null where somebody else did. */
  readonly machineUuid: string | null;
}
