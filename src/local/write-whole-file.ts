import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { localFileError } from './local-file-error.ts';

/**
 * Replaces a file at once: written beside it, flushed, renamed over it. Whoever reads sees the old text or the new, also after a
 * power cut. Readable by this user alone.
 */
export async function writeWholeFile(filePath: string, data: string | Uint8Array): Promise<void> {
  const draftPath = `${filePath}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const draft = await open(draftPath, 'wx', 0o600);
    try {
      await draft.writeFile(data);
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(draftPath, filePath);
  } catch (error) {
    await rm(draftPath, { force: true });
    throw localFileError('written', filePath, error);
  }
}
