import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs once around a suite: whatever its tests leave in the temporary folder goes with it, also where a test was ended in the middle. */
export async function setup(): Promise<() => Promise<void>> {
  const before = process.env['TMPDIR'];
  // Short: sockets lie in it, and their paths have 107 bytes at most (unix(7)).
  const folder = await mkdtemp(join(tmpdir(), 'nut-'));
  // As the folder that it stands for: other users' logins look into what tests put there.
  await chmod(folder, 0o1777);
  process.env['TMPDIR'] = folder;
  return async () => {
    if (before === undefined) {
      delete process.env['TMPDIR'];
    } else {
      process.env['TMPDIR'] = before;
    }
    await rm(folder, { recursive: true, force: true });
  };
}
