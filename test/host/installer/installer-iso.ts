import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findDataDirectories } from '#local/data-directories.ts';

const run = promisify(execFile);
const buildScript = 'resources/practice/installer/build.sh';

/** The ISO with its kernel and initrd beside it, for machines that skip the boot menu. */
export interface InstallerIso {
  readonly iso: string;
  readonly kernel: string;
  readonly initrd: string;
}

/** Builds the practice installer unless these very inputs were built before. */
export async function getInstallerIso(): Promise<InstallerIso> {
  const cache = join(findDataDirectories(process.env).cache, 'practice');
  const downloads = join(cache, 'installer-downloads');
  const key = (await run('sh', [buildScript, '--key', downloads])).stdout.trim();
  const folder = join(cache, 'installer-tests', key);
  const built = { iso: join(folder, 'installer.iso'), kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd.img') };
  if (!(await exists(built.initrd))) {
    await mkdir(folder, { recursive: true });
    await run('sh', [buildScript, built.iso, downloads]);
    const extract = ['-extract', '/isolinux/vmlinuz', built.kernel, '-extract', '/isolinux/initrd.img', built.initrd];
    await run('xorriso', ['-osirrox', 'on', '-indev', built.iso, ...extract]);
  }
  return built;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
