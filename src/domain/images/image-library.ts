/** The installers on a host: every ISO and IMG in the folders of its library, and what is still on its way. */
export interface ImageLibrary {
  readonly folders: readonly LibraryFolder[];
  readonly images: readonly LibraryImage[];
  readonly partials: readonly PartialImage[];
  /** What is not shown, in a sentence; null where everything is. */
  readonly notice: string | null;
}

export interface LibraryFolder {
  readonly path: string;
  /** `usual`: where distributions and people keep ISOs, looked at on every host. `added`: a person added it to this host. */
  readonly origin: 'usual' | 'added';
  readonly state: 'ready' | 'missing' | 'no-folder' | 'no-access';
  /** Free space of the file system it is on, or would be on; null where nobody can tell. */
  readonly freeBytes: number | null;
}

export interface LibraryImage {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly sizeBytes: number;
  readonly modifiedEpochMs: number;
  /** What its first sectors say; null where they are those of no ISO. */
  readonly label: ImageLabel | null;
  /** Machines that use it or would when they start, running or not, anybody's. */
  readonly usedBy: readonly string[];
  /** Why it cannot be used, in a sentence; null: it can. */
  readonly problem: string | null;
}

/** The first words of an ISO 9660 volume: enough for a list. */
export interface ImageLabel {
  /** The volume's name, e.g. "CentOS 6.4". May be empty. */
  readonly volume: string;
  readonly publisher: string | null;
  readonly createdEpochMs: number | null;
  /** It holds a boot record (El Torito). */
  readonly isBootable: boolean;
}

/** A file that is not whole yet: it lies beside its future place as NAME.part and can be continued. */
export interface PartialImage {
  /** Where it will be, without .part. */
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly partPath: string;
  readonly sizeBytes: number;
  readonly modifiedEpochMs: number;
  /** null where the server did not say. */
  readonly totalBytes: number | null;
  readonly source: PartialSource;
  /** `wrong-sum`: it is whole, and its checksum is not the one that was given. Fetching again begins anew. */
  readonly state: 'running' | 'waiting' | 'wrong-sum';
}

export type PartialSource =
  | { readonly kind: 'url'; readonly url: string; readonly checksum: string }
  | { readonly kind: 'upload' }
  | { readonly kind: 'unknown' };

/** What the host alone says: it does not know which folders a person added, nor which machines use what. */
export interface FoundImages {
  readonly folders: readonly Omit<LibraryFolder, 'origin'>[];
  readonly images: readonly Omit<LibraryImage, 'usedBy'>[];
  readonly partials: readonly PartialImage[];
  readonly notice: string | null;
}

/** Where new files go unless a person says otherwise: the first folder that is there, else the first of the usual ones. */
export function chooseFolder({ folders }: Pick<ImageLibrary, 'folders'>): string {
  const added = folders.find(({ origin, state }) => origin === 'added' && state === 'ready');
  return (added ?? folders.find(({ state }) => state === 'ready'))?.path ?? usualFolders[0];
}

/** Where ISOs usually are, the place for new ones first. */
export const usualFolders = [
  '/srv/iso',
  '/var/lib/iso',
  '/var/lib/libvirt/images',
  '/var/lib/vz/template/iso',
  '/iso',
  '/isos',
] as const;
