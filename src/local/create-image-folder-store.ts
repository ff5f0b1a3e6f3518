import path from 'node:path';
import { z } from 'zod';
import type { ImageFolderStore } from '#core/ports/image-adapters.ts';
import { createJsonFile } from './create-json-file.ts';

const foldersFile = z.strictObject({ folders: z.record(z.string(), z.array(z.string().startsWith('/'))) });

/** `image-folders.json` in the data directory: the folders that a person added to the ISO library of each host. */
export function createImageFolderStore(dataDirectory: string): ImageFolderStore {
  const file = createJsonFile(path.join(dataDirectory, 'image-folders.json'), 1, foldersFile);
  return {
    list: async (hostId) => (await file.read())?.folders[hostId] ?? [],
    save: (hostId, folders) => file.update((current) => ({ folders: { ...current?.folders, [hostId]: [...folders] } })),
  };
}
