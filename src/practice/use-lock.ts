import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { dirname } from 'node:path';
import { cancelledFault, practiceFault } from './practice-fault.ts';

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once when somebody else holds it. */
  readonly onWait?: () => void;
}

/**
 * Runs `work` while no other process holds the lock at `path`. The lock is the kernel's (flock), held by a child whose
 * stdin is a pipe from us: however we end, the pipe closes, the child ends and the lock is free. Nothing goes stale.
 */
export async function useLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const holder = spawn('flock', ['--exclusive', path, 'sh', '-c', 'echo locked; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Ctrl-C in a terminal goes to the whole group; the lock must outlive it until we have cleaned up.
    detached: true,
  });
  try {
    await waitUntilLocked(holder, path, options);
    return await work();
  } finally {
    holder.stdin.end();
    holder.unref();
  }
}

async function waitUntilLocked(
  holder: ChildProcessByStdio<Writable, Readable, null>,
  path: string,
  { signal, onWait }: LockOptions,
): Promise<void> {
  const timer = setTimeout(() => onWait?.(), 500);
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = () => {
        holder.kill();
        reject(cancelledFault());
      };
      if (signal?.aborted) {
        stop();
      }
      signal?.addEventListener('abort', stop, { once: true });
      holder.stdout.once('data', () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      holder.once('error', reject);
      holder.once('exit', () =>
        reject(practiceFault(`The lock ${path} could not be taken.`, { hint: 'Check that its folder can be written.' })),
      );
    });
  } finally {
    clearTimeout(timer);
  }
}
