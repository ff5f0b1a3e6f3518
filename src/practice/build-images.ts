import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildCache } from './build-cache.ts';
import { createSecrets } from './login.ts';
import { practiceFault } from './practice-fault.ts';
import type { ProgressReporter } from './progress.ts';
import type { Recipe } from './recipe.ts';
import { runProgram } from './run-program.ts';

export interface BuildContext {
  readonly cache: BuildCache;
  readonly cacheDir: string;
  readonly resourcesDir: string;
  readonly recipe: Recipe;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal | undefined;
}

/** The folders of a disk's parts: kernel, initrd and secrets in one, the disks in the other. */
export interface Images {
  readonly rootFileSystem: string;
  readonly disk: string;
}

const neededGiB = 4;

export async function findImages(cache: BuildCache, recipe: Recipe): Promise<Images | null> {
  const rootFileSystem = await cache.find('root-file-system', recipe.rootFileSystemKey);
  const disk = await cache.find('disk', recipe.diskKey);
  return rootFileSystem !== null && disk !== null ? { rootFileSystem, disk } : null;
}

/** Builds what is missing. Root file system and installer are made side by side: each keeps one CPU busy. */
export async function buildImages(context: BuildContext): Promise<Images> {
  await checkSpace(context.cacheDir);
  const abort = new AbortController();
  const signal = context.signal ? AbortSignal.any([context.signal, abort.signal]) : abort.signal;
  const both = [buildRootFileSystem({ ...context, signal }), buildInstaller({ ...context, signal })] as const;
  const [rootFileSystem, installer] = await Promise.all(both).catch(async (error: unknown) => {
    // The other one must be gone before the lock is.
    abort.abort();
    await Promise.allSettled(both);
    throw error;
  });
  const disk = await buildDisk(context, rootFileSystem, installer);
  return { rootFileSystem, disk };
}

async function checkSpace(cacheDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(cacheDir);
  const freeGiB = (bavail * bsize) / 2 ** 30;
  if (freeGiB < neededGiB) {
    throw practiceFault(
      `There are ${freeGiB.toFixed(1)} GiB free for the practice host, and building it needs ${neededGiB} GiB.`,
      {
        code: 'no-space',
        hint: `Free some space on the disk of ${cacheDir}.`,
      },
    );
  }
}

async function buildRootFileSystem(context: BuildContext): Promise<string> {
  const { cache, recipe, progress, signal } = context;
  const found = await cache.find('root-file-system', recipe.rootFileSystemKey);
  if (found !== null) {
    return found;
  }
  progress.update('root-file-system', 0, 'Asking Debian for its package lists');
  return await cache.add('root-file-system', recipe.rootFileSystemKey, async (folder) => {
    const secrets = join(folder, 'secrets');
    await mkdir(secrets, { mode: 0o700 });
    await createSecrets(secrets, randomBytes(9).toString('base64url'), (path, text) => writeFile(path, text, { mode: 0o600 }));
    const onLine = countPackages((fraction, detail) => progress.update('root-file-system', fraction, detail));
    await runProgram(
      'Building the root file system',
      ['sh', script(context, 'host', 'build-root-file-system.sh'), secrets, folder],
      {
        signal,
        onLine,
        logPath: logPath(context, 'root-file-system'),
      },
    );
    progress.update('root-file-system', 1);
  });
}

/** mmdebstrap says what apt and dpkg say: every package is fetched, unpacked and set up. */
export function countPackages(report: (fraction: number, detail: string) => void): (line: string) => void {
  let total = 0;
  let seen = 0;
  return (line) => {
    total += Number(/(\d+) newly installed/.exec(line)?.[1] ?? 0);
    const work = /^(Get:\d+|Unpacking|Setting up) .*/.exec(line);
    if (work && total > 0) {
      seen += 1;
      // The archive is written after the last package; that is the rest.
      report(Math.min(0.92, (seen / (total * 3)) * 0.92), line.slice(0, 70));
    }
  };
}

async function buildInstaller(context: BuildContext): Promise<string> {
  const { cache, recipe, progress, signal, cacheDir } = context;
  const found = await cache.find('installer', recipe.installerKey);
  if (found !== null) {
    return found;
  }
  progress.update('installer', 0);
  return await cache.add('installer', recipe.installerKey, async (folder) => {
    const iso = join(folder, installerName);
    const argv = ['sh', script(context, 'installer', 'build.sh'), iso, join(cacheDir, 'installer-downloads')] as const;
    await runProgram('Building the practice installer', argv, { signal, logPath: logPath(context, 'installer') });
    progress.update('installer', 1);
  });
}

async function buildDisk(context: BuildContext, rootFileSystem: string, installer: string): Promise<string> {
  const { cache, recipe, progress, signal } = context;
  const found = await cache.find('disk', recipe.diskKey);
  if (found !== null) {
    return found;
  }
  progress.update('disk', 0);
  return await cache.add('disk', recipe.diskKey, async (folder) => {
    const options = { signal, logPath: logPath(context, 'disk') };
    const tar = join(rootFileSystem, 'root.tar');
    await runProgram(
      'Making the root disk',
      ['sh', script(context, 'host', 'build-disk.sh'), tar, join(installer, installerName), folder],
      options,
    );
    progress.update('disk', 0.95);
    // Sparse, and as big as the seed's commands expect: lvcreate -L 100G fits.
    await runProgram(
      'Making the data disk',
      ['qemu-img', 'create', '-q', '-f', 'qcow2', join(folder, 'vg01.qcow2'), '200G'],
      options,
    );
    progress.update('disk', 1);
  });
}

const installerName = 'practice-installer.iso';

function script({ resourcesDir }: BuildContext, part: 'host' | 'installer', name: string): string {
  return join(resourcesDir, 'practice', part, name);
}

function logPath({ cacheDir }: BuildContext, step: string): string {
  return join(cacheDir, 'logs', `${step}.log`);
}

/** Each build starts with empty logs; the ones before are kept once. */
export async function startLogs(cacheDir: string): Promise<void> {
  const logs = join(cacheDir, 'logs');
  await rm(`${logs}.before`, { recursive: true, force: true });
  await mkdir(logs, { recursive: true });
  await rename(logs, `${logs}.before`);
  await mkdir(logs);
}
