import type { Host } from '#domain/hosts/host.ts';
import { findImageUsers } from '#domain/images/find-image-users.ts';
import { usualFolders, type ImageLibrary } from '#domain/images/image-library.ts';
import { findFolderProblem, toFolder } from '#domain/images/image-name.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { Readings } from '../hosts/create-readings.ts';
import { HostError } from '../ports/host-error.ts';
import type { ImageFolderStore, ImageReader } from '../ports/image-adapters.ts';

/** A reading of the machines this old is good enough to say who uses what; the guard asks again before anything is deleted. */
const maxAgeMs = 15_000;

export interface ImageFoldersOptions {
  readonly connections: Connections;
  readonly readings: Pick<Readings, 'readRecent'>;
  readonly reader: ImageReader;
  readonly store: ImageFolderStore;
}

export type ImageFolders = ReturnType<typeof createImageFolders>;

/** The folders of each host's library: the usual ones, and those a person added. */
export function createImageFolders({ connections, readings, reader, store }: ImageFoldersOptions) {
  async function listLibrary(host: Host): Promise<ImageLibrary> {
    const added = await store.list(host.id);
    const paths = [...new Set([...added, ...usualFolders])];
    const [found, { machines }] = await Promise.all([
      reader.list(connections.shellOf(host), paths),
      readings.readRecent(host, maxAgeMs),
    ]);
    return {
      ...found,
      folders: found.folders.map((folder) => ({ ...folder, origin: added.includes(folder.path) ? 'added' : 'usual' })),
      images: found.images.map((image) => ({ ...image, usedBy: findImageUsers(image.path, machines) })),
    };
  }

  return {
    listLibrary,

    async add(host: Host, path: string): Promise<ImageLibrary> {
      const folder = toFolder(path);
      const problem = findFolderProblem(folder) ?? (await findProblemOnHost(host, folder));
      if (problem !== null) {
        throw new HostError('invalid-input', problem);
      }
      await store.save(host.id, [...new Set([...(await store.list(host.id)), folder])]);
      return listLibrary(host);
    },

    async remove(host: Host, path: string): Promise<ImageLibrary> {
      const folder = toFolder(path);
      await store.save(
        host.id,
        (await store.list(host.id)).filter((each) => each !== folder),
      );
      return listLibrary(host);
    },
  };

  async function findProblemOnHost(host: Host, folder: string): Promise<string | null> {
    const { folders } = await reader.list(connections.shellOf(host), [folder]);
    switch (folders[0]?.state) {
      case 'missing':
        return `There is no folder ${folder} on ${host.name}.`;
      case 'no-folder':
        return `${folder} on ${host.name} is a file, not a folder.`;
      case 'no-access':
        return `${folder} on ${host.name} may not be read.`;
      default:
        return null;
    }
  }
}
