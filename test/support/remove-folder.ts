import { rm } from 'node:fs/promises';

/** Removes a folder in which a process that is about to end may still write: it is tried for two seconds. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
