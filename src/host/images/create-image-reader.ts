import type { ImageReader } from '#core/ports/image-adapters.ts';
import { buildDirectory } from './build-directory.ts';
import { buildLibrary } from './build-library.ts';
import { describeImage } from './describe-image.ts';
import { createReader, type ReaderOptions } from './run-reader.ts';

/** What a host has to install from. Folders and the library cost one round trip each, a look into an ISO two or three. */
export function createImageReader(options: ReaderOptions): ImageReader {
  const read = createReader(options);
  return {
    async browse(shell, path) {
      const purpose = path === null ? 'List the folder of installers' : `List ${path}`;
      const { sections } = await read(shell, { purpose, script: 'browse.sh', args: path === null ? [] : [path] });
      return buildDirectory(sections, path);
    },
    async list(shell, folders) {
      const answer = await read(shell, { purpose: 'List the ISO library', script: 'list-images.sh', args: folders });
      return buildLibrary(answer, folders);
    },
    describe: (shell, path) => describeImage(read, shell, path),
  };
}
