import { randomBytes } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { countCpus } from './accelerator.ts';
import { createBootFault } from './boot-fault.ts';
import { createOverlay } from './disk-overlay.ts';
import { findFreePort } from './free-port.ts';
import { settleClock } from './heartbeat.ts';
import { writeRecord } from './instance-folder.ts';
import { readHostKeys } from './login.ts';
import { throwIfStopped } from './practice-fault.ts';
import type { Accelerator } from './practice-hosts.ts';
import type { ProgressReporter } from './progress.ts';
import { buildQemuArgv, instanceFiles } from './qemu-argv.ts';
import { killQuietly, launchQemu, type QemuProcess } from './qemu-process.ts';
import { connectQmp } from './qmp.ts';

/** A finished build: what an instance starts from. */
export interface Build {
  readonly accelerator: Accelerator;
  readonly rootFileSystem: string;
  readonly savedState: string;
}

export interface StartOptions {
  readonly instance: string;
  readonly folder: string;
  readonly build: Build;
  readonly preferredPort: number | null;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal | undefined;
}

/** `silent`: it runs and does not answer, which under emulation happens; the caller may try once more. */
export type StartOutcome = { readonly kind: 'answers' } | { readonly kind: 'silent'; readonly reason: string };

const loadLimitMs = 60_000;
const loginLimitMs = 30_000;

/** Starts QEMU on private disks from the saved state, lets it run and proves with a login that it lives. */
export async function startInstance(options: StartOptions): Promise<StartOutcome> {
  const { instance, folder, build, progress, signal } = options;
  progress.update('restore', 0);
  await layOutFolder(folder, build.savedState);
  const sshPort = await findFreePort(options.preferredPort);
  const secretsDir = join(build.rootFileSystem, 'secrets');
  await writeRecord(folder, { sshPort, accelerator: build.accelerator, savedState: build.savedState, secretsDir });
  const qemu = await launchQemu(
    buildQemuArgv({
      instance,
      accelerator: build.accelerator,
      cpuCount: countCpus(build.accelerator),
      kernelPath: join(build.rootFileSystem, 'vmlinuz'),
      initrdPath: join(build.rootFileSystem, 'initrd'),
      sshPort,
      pidFilePath: join(folder, instanceFiles.pidFile),
      start: 'saved-state',
    }),
    folder,
  );
  try {
    await resumeWhenLoaded(folder, qemu, signal);
    progress.update('restore', 0.4, 'Setting its clock');
    return await proveLife(folder, secretsDir, sshPort, signal);
  } catch (error) {
    killQuietly(qemu.pid);
    throw error;
  }
}

async function layOutFolder(folder: string, savedState: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const disk of [instanceFiles.rootDisk, instanceFiles.dataDisk]) {
    await createOverlay({ path: join(folder, disk), backing: join(savedState, disk), backingFormat: 'qcow2' });
  }
  const stale = [instanceFiles.savedState, instanceFiles.qmpSocket, instanceFiles.serialLog, instanceFiles.pidFile];
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
  await symlink(join(savedState, instanceFiles.savedState), join(folder, instanceFiles.savedState));
}

/** The state was taken of a stopped machine, so it comes back "paused" when all of it is loaded. */
async function resumeWhenLoaded(folder: string, qemu: QemuProcess, signal: AbortSignal | undefined): Promise<void> {
  const startMs = Date.now();
  const socketPath = join(folder, instanceFiles.qmpSocket);
  while (Date.now() - startMs < loadLimitMs && qemu.isAlive()) {
    throwIfStopped(signal);
    // QEMU opens its socket a moment after it starts.
    const qmp = await connectQmp(socketPath).catch(() => null);
    const status = await qmp?.execute('query-status').catch(() => null);
    const isLoaded = typeof status === 'object' && status !== null && 'status' in status && status.status === 'paused';
    if (isLoaded) {
      await qmp?.execute('cont');
    }
    qmp?.close();
    if (isLoaded) {
      return;
    }
    await sleep(50);
  }
  const what = qemu.isAlive() ? `was not loaded within ${loadLimitMs / 1000} s` : 'could not be loaded';
  throw await createBootFault(folder, `The saved state of the practice host ${what}.`);
}

async function proveLife(
  folder: string,
  secretsDir: string,
  sshPort: number,
  signal: AbortSignal | undefined,
): Promise<StartOutcome> {
  const knownHostsPath = join(folder, 'known_hosts');
  const { knownHostsLines } = await readHostKeys(secretsDir, sshPort);
  await writeFile(knownHostsPath, `${knownHostsLines.join('\n')}\n`);
  const login = { sshPort, user: 'root', keyPath: join(secretsDir, 'id_ed25519'), knownHostsPath };
  const settled = await settleClock(login, randomBytes(64), loginLimitMs);
  throwIfStopped(signal);
  return settled.ok ? { kind: 'answers' } : { kind: 'silent', reason: settled.reason };
}
