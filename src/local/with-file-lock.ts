import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { HostError } from '#core/ports/host-error.ts';
import { localFileError, toErrorCode } from './local-file-error.ts';

const staleAfterMs = 10_000;
const patienceMs = 15_000;
const pauseMs = 20;

/**
 * Runs `action` while no other Nutshell of this laptop changes the same file. The lock is a file beside it, made with O_EXCL; one
 * that is ten seconds old belongs to a process that died, for nothing here takes longer than a few milliseconds.
 */
export async function withFileLock<T>(filePath: string, action: () => Promise<T>): Promise<T> {
  const lockPath = `${filePath}.lock`;
  await mkdir(path.dirname(filePath), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw localFileError('created', path.dirname(filePath), error);
  });
  await acquire(lockPath, filePath);
  try {
    return await action();
  } finally {
    await rm(lockPath, { force: true });
  }
}

async function acquire(lockPath: string, filePath: string): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!(await tryLock(lockPath))) {
    await removeIfStale(lockPath);
    if (performance.now() > giveUpAt) {
      throw new HostError('local-file', `${filePath} is locked by another Nutshell`, {
        hint: `Close the other one. If there is none, remove ${lockPath}.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function tryLock(lockPath: string): Promise<boolean> {
  try {
    await (await open(lockPath, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    // On Windows a lock file that is just being removed answers EPERM.
    if (toErrorCode(error) === 'EEXIST' || (process.platform === 'win32' && toErrorCode(error) === 'EPERM')) {
      return false;
    }
    throw localFileError('created', lockPath, error);
  }
}

async function removeIfStale(lockPath: string): Promise<void> {
  const lock = await stat(lockPath).catch((error: unknown) => {
    if (toErrorCode(error) === 'ENOENT') {
      return null;
    }
    throw localFileError('read', lockPath, error);
  });
  if (lock && Date.now() - lock.mtimeMs > staleAfterMs) {
    await rm(lockPath, { force: true });
  }
}
