import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Resources } from '#core/ports/stores.ts';
import { HostError } from '#core/ports/host-error.ts';
import { localFileError } from './local-file-error.ts';

/** Files under `directory`, by a path with forward slashes on every system. Nothing outside it can be named. */
export function createResources(directory: string): Resources {
  return {
    read: async (name) => {
      const filePath = path.resolve(directory, name);
      if (!filePath.startsWith(path.resolve(directory) + path.sep)) {
        throw new HostError('local-file', `${name} is not one of Nutshell’s own files`);
      }
      try {
        // A checkout on Windows may have turned line ends into CRLF, which no POSIX shell takes.
        return (await readFile(filePath, 'utf8')).replaceAll('\r\n', '\n');
      } catch (error) {
        throw localFileError('read', filePath, error);
      }
    },
  };
}
