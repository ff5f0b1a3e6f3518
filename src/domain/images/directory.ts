/** A folder on the host, read for choosing an installer ISO. */
export interface Directory {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: readonly DirectoryEntry[];
  /** Free space of the file system it is on. */
  readonly freeBytes: number | null;
  /** What of the folder is not shown, in a sentence; null where all of it is. */
  readonly notice: string | null;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'directory' | 'image' | 'other';
  readonly sizeBytes: number;
  readonly modifiedEpochMs: number;
  readonly isReadable: boolean;
  /** Why it cannot be chosen, in a sentence: a name whose bytes are no text, a link to nothing. null: it can. */
  readonly problem: string | null;
}
