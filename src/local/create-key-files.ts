import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { HostError } from '#core/ports/host-error.ts';
import type { KeyFiles } from '#core/ports/stores.ts';
import { localFileError } from './local-file-error.ts';

// The largest RSA key in use is under 20 kB. Something bigger is a disk image chosen by mistake, or a device that never ends.
const maxKeyBytes = 64 * 1024;

/** `homeDirectory` is for tests. */
export function createKeyFiles(homeDirectory: string = homedir()): KeyFiles {
  return {
    read: async (given) => {
      const filePath = expandHome(given, homeDirectory);
      try {
        return await readKey(filePath);
      } catch (error) {
        throw error instanceof HostError ? error : localFileError('read', filePath, error);
      }
    },
  };
}

/** `~` and `~/…` as a shell has it, with either slash on Windows. `~somebody` is left alone. */
export function expandHome(given: string, homeDirectory: string): string {
  return /^~(?=$|[/\\])/.test(given) ? path.join(homeDirectory, given.slice(1)) : given;
}

async function readKey(filePath: string): Promise<string> {
  const file = await open(filePath, 'r');
  try {
    const buffer = Buffer.alloc(maxKeyBytes + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > maxKeyBytes) {
      throw new HostError('local-file', `${filePath} is too big to be a private key`, { hint: 'Choose the key file itself.' });
    }
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
