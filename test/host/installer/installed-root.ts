import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstallerIso } from './installer-iso.ts';

/** The installed system's own files and programs under this machine's kernel, in a network namespace that others made. */
export interface InstalledRoot {
  /** Runs a program of the installed system, its input last. */
  run(argv: readonly string[], input?: string): string;
  remove(): Promise<void>;
}

const packages = ['base', 'libraries', 'ssh-server', 'openssl', 'network-tools', 'eucalyptus-cloud', 'eucalyptus-nc'];

/** The mounts of the installed system, which vanish with the process that has them. The root is one: ip netns exec remounts it. */
const mountAndStay = `
mount --bind "$0" "$0"
for each in "proc proc" "sysfs sys" "tmpfs run" "tmpfs tmp" "tmpfs dev"; do mount -t "\${each% *}" practice "$0/\${each#* }"; done
for each in "null 1 3" "zero 1 5" "random 1 8" "urandom 1 9" "tty 5 0"; do set -- $each; mknod -m 666 "$0/dev/$1" c "$2" "$3"; done
for each in 0 1 2 3 4 5 6 7; do mknod -m 660 "$0/dev/loop$each" b 7 "$each"; done
echo mounted
exec sleep 600
`;

/** Unpacks the packages of a Cloud-in-a-box as the installer does, and writes its eucalyptus.conf. */
export async function createInstalledRoot({ iso }: InstallerIso, namespace: string, conf: string): Promise<InstalledRoot> {
  const folder = await mkdtemp(join(tmpdir(), 'installed-root-'));
  const root = join(folder, 'root');
  execFileSync('xorriso', ['-osirrox', 'on', '-indev', iso, '-extract', '/packages', join(folder, 'packages')], {
    stdio: 'ignore',
  });
  await mkdir(join(root, 'etc/eucalyptus'), { recursive: true });
  for (const name of packages) execFileSync('tar', ['-xzf', join(folder, 'packages', `${name}.tgz`), '-C', root]);
  await mkdir(join(root, 'root/credentials/admin'), { recursive: true, mode: 0o700 });
  await writeFile(join(root, 'etc/eucalyptus/eucalyptus.conf'), conf);
  const holder = spawn('ip', ['netns', 'exec', namespace, 'unshare', '-m', 'sh', '-c', mountAndStay, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  // The shell finds the programs: busybox's env would take its own ip for every "ip".
  const shell = ['/usr/bin/env', '-i', 'PATH=/usr/sbin:/usr/bin', '/bin/sh', '-c', 'exec "$@"', 'sh'];
  const enter = ['-t', String(holder.pid), '-m', '-n', 'chroot', root, ...shell];
  return {
    run: (argv, input = '') =>
      execFileSync('nsenter', [...enter, ...argv], { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] }),
    remove: async () => {
      endAll(namespace, holder);
      await rm(folder, { recursive: true });
    },
  };
}

/** Whatever was started in the namespace, DHCP and SSH servers among it. */
function endAll(namespace: string, holder: ChildProcess): void {
  const pids = execFileSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
  holder.kill('SIGKILL');
}
