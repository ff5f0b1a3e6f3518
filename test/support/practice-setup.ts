import { join } from 'node:path';
import { findDataDirectories } from '#local/data-directories.ts';
import { createPracticeHosts } from '#practice/create-practice-hosts.ts';

/** Runs once before the suites that need the practice host: builds it, so that every test only restores its saved state. */
export async function setup(): Promise<void> {
  const directories = findDataDirectories(process.env);
  const hosts = createPracticeHosts({
    cacheDir: join(directories.cache, 'practice'),
    stateDir: join(directories.data, 'practice'),
    resourcesDir: 'resources',
    log: () => undefined,
  });
  let lastTitle = '';
  await hosts.ensureBuilt({
    onProgress: ({ title, percent }) => {
      if (title !== lastTitle) {
        process.stderr.write(`Practice host: ${title} (${percent} %)\n`);
        lastTitle = title;
      }
    },
  });
}
