import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { countCpus } from './accelerator.ts';
import { createBootFault } from './boot-fault.ts';
import type { BuildContext, Images } from './build-images.ts';
import { createOverlay } from './disk-overlay.ts';
import { findFreePort } from './free-port.ts';
import { waitForHeartbeat } from './heartbeat.ts';
import { buildSshArgv, readHostKeys, type SshLogin } from './login.ts';
import { practiceFault } from './practice-fault.ts';
import type { Accelerator } from './practice-hosts.ts';
import { practiceSteps } from './progress.ts';
import { buildQemuArgv, instanceFiles } from './qemu-argv.ts';
import { launchQemu, stopQemu, type QemuProcess } from './qemu-process.ts';
import { connectQmp, type Qmp } from './qmp.ts';
import { toSavedStateKey } from './recipe.ts';
import { lastLines } from './run-program.ts';

const bootLimitMs = 240_000;
const firstBootLimitMs = 120_000;
const saveLimitMs = 120_000;

/** The folder of the pristine saved state: two thin disks and the state of the running machine. Booted once where missing. */
export async function buildReadyState(context: BuildContext, images: Images, accelerator: Accelerator): Promise<string> {
  const { cache, recipe } = context;
  const key = toSavedStateKey(recipe, accelerator);
  const found = await cache.find('ready', key);
  if (found !== null) {
    return found;
  }
  // A build that was killed may have left its QEMU running on the files that are about to be removed.
  await stopQemu(cache.unfinishedFolder('ready', key));
  return await cache.add('ready', key, (folder) => bootAndSave(context, images, accelerator, folder));
}

async function bootAndSave(context: BuildContext, images: Images, accelerator: Accelerator, folder: string): Promise<void> {
  // Relative: the folder is renamed when it is finished, and the disks lie beside it before and after.
  const backing = (name: string) => join('..', basename(images.disk), name);
  await createOverlay({ path: join(folder, instanceFiles.rootDisk), backing: backing('root.img'), backingFormat: 'raw' });
  await createOverlay({ path: join(folder, instanceFiles.dataDisk), backing: backing('vg01.qcow2'), backingFormat: 'qcow2' });
  const sshPort = await findFreePort(null);
  const qemu = await launchQemu(
    buildQemuArgv({
      instance: 'build',
      accelerator,
      cpuCount: countCpus(accelerator),
      kernelPath: join(images.rootFileSystem, 'vmlinuz'),
      initrdPath: join(images.rootFileSystem, 'initrd'),
      sshPort,
      pidFilePath: join(folder, instanceFiles.pidFile),
      start: 'boot',
    }),
    folder,
  );
  try {
    await waitForBoot(context, folder, qemu, sshPort);
    await runFirstBoot(context, images, folder, sshPort);
    context.progress.update('save', 0);
    await saveState(folder);
    context.progress.update('save', 1);
  } finally {
    await stopQemu(folder);
  }
  await Promise.all(['known_hosts', ...Object.values(transientFiles)].map((name) => rm(join(folder, name), { force: true })));
}

async function waitForBoot(
  { progress, signal }: BuildContext,
  folder: string,
  qemu: QemuProcess,
  sshPort: number,
): Promise<void> {
  const usualMs = practiceSteps.boot.seconds * 1000;
  progress.update('boot', 0);
  const answered = await waitForHeartbeat(sshPort, {
    timeLimitMs: bootLimitMs,
    signal,
    isAlive: qemu.isAlive,
    onWait: (elapsedMs) => {
      const detail = `${Math.round(elapsedMs / 1000)} s of about ${practiceSteps.boot.seconds} s`;
      progress.update('boot', Math.min(0.85, (elapsedMs / usualMs) * 0.85), detail);
    },
  });
  if (!answered) {
    const what = qemu.isAlive() ? `did not answer on ssh within ${bootLimitMs / 1000} s` : 'ended before the host was up';
    throw await createBootFault(folder, `The practice host ${what}.`);
  }
  progress.update('boot', 0.9, 'ssh answers');
}

/** Runs first-boot.sh on the host: it goes in through stdin, as everything of Nutshell's does. */
async function runFirstBoot(
  { progress, resourcesDir }: BuildContext,
  images: Images,
  folder: string,
  sshPort: number,
): Promise<void> {
  const secrets = join(images.rootFileSystem, 'secrets');
  const knownHostsPath = join(folder, 'known_hosts');
  const { knownHostsLines } = await readHostKeys(secrets, sshPort);
  await writeFile(knownHostsPath, `${knownHostsLines.join('\n')}\n`);
  const login: SshLogin = { sshPort, user: 'root', keyPath: join(secrets, 'id_ed25519'), knownHostsPath };
  const { exitCode, output } = await runScript(
    login,
    await readFile(join(resourcesDir, 'practice', 'host', 'first-boot.sh'), 'utf8'),
  );
  if (exitCode !== 0) {
    throw practiceFault('The practice host booted, but is not what it should be.', {
      hint: 'What the script first-boot.sh found is below.',
      raw: lastLines(output, 10),
    });
  }
  progress.update('boot', 1);
}

async function runScript(login: SshLogin, script: string): Promise<{ exitCode: number | null; output: string }> {
  const [program, ...args] = buildSshArgv(login);
  const child = spawn(program, ['-o', 'BatchMode=yes', ...args, 'sh', '-s'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), firstBootLimitMs);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(script);
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  clearTimeout(timer);
  return { exitCode, output };
}

/** Stops the machine and writes its memory and devices to a file: QEMU's migration, with nobody at the other end yet. */
async function saveState(folder: string): Promise<void> {
  const qmp = await connectQmp(join(folder, instanceFiles.qmpSocket));
  try {
    await qmp.execute('stop');
    await qmp.execute('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 });
    await qmp.execute('migrate', { uri: `exec:cat > ${instanceFiles.savedState}` });
    await waitUntilSaved(qmp, folder);
    await qmp.execute('quit').catch(() => undefined);
  } finally {
    qmp.close();
  }
}

async function waitUntilSaved(qmp: Qmp, folder: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < saveLimitMs; waitedMs += 100) {
    const info = await qmp.execute('query-migrate');
    const status = typeof info === 'object' && info !== null && 'status' in info ? info.status : 'unknown';
    if (status === 'completed') {
      return;
    }
    if (status === 'failed') {
      throw await createBootFault(folder, 'QEMU could not save the state of the practice host.');
    }
    await sleep(100);
  }
  throw await createBootFault(folder, `QEMU did not save the state of the practice host within ${saveLimitMs / 1000} s.`);
}

const { qmpSocket, pidFile, serialLog, qemuLog } = instanceFiles;
const transientFiles = { qmpSocket, pidFile, serialLog, qemuLog };
