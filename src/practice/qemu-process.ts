import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { instanceFiles } from './qemu-argv.ts';
import { connectQmp } from './qmp.ts';

export interface QemuProcess {
  readonly pid: number;
  /** Asks this process's own child handle, which also sees a zombie. */
  readonly isAlive: () => boolean;
}

/** Starts QEMU in `folder`, detached: it outlives whoever started it. What it says goes to qemu.log there. */
export async function launchQemu(args: readonly string[], folder: string): Promise<QemuProcess> {
  const log = await open(join(folder, instanceFiles.qemuLog), 'w', 0o600);
  try {
    const child = spawn('qemu-system-x86_64', args, { cwd: folder, detached: true, stdio: ['ignore', log.fd, log.fd] });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => resolve(child.pid ?? 0));
    });
    child.unref();
    return { pid, isAlive: () => child.exitCode === null && child.signalCode === null };
  } finally {
    await log.close();
  }
}

/** The QEMU that runs in `folder`; null when there is none. A pid that now belongs to somebody else is recognised. */
export async function findQemu(folder: string): Promise<number | null> {
  const pidFilePath = join(folder, instanceFiles.pidFile);
  const pid = Number.parseInt(await readFile(pidFilePath, 'utf8').catch(() => ''), 10);
  return Number.isInteger(pid) && (await isQemuOf(pid, pidFilePath)) ? pid : null;
}

async function isQemuOf(pid: number, pidFilePath: string): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return isCommandLineOf(commandLine, pidFilePath);
}

/** /proc/PID/cmdline: words that end with NUL. A zombie's is empty. */
export function isCommandLineOf(commandLine: string, pidFilePath: string): boolean {
  const words = commandLine.split('\0');
  return words[words.indexOf('-pidfile') + 1] === pidFilePath && words.includes('-pidfile');
}

/** Asks QEMU to quit and kills it when it does not. Returns when it is gone. */
export async function stopQemu(folder: string): Promise<void> {
  const pid = await findQemu(folder);
  if (pid === null) {
    return;
  }
  await askToQuit(folder);
  for (let waitedMs = 0; (await findQemu(folder)) === pid; waitedMs += 50) {
    if (waitedMs >= 2_000 && waitedMs % 1_000 === 0) {
      killQuietly(pid);
    }
    await sleep(50);
  }
}

export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already, which is what was wanted.
  }
}

async function askToQuit(folder: string): Promise<void> {
  try {
    const qmp = await connectQmp(join(folder, instanceFiles.qmpSocket), 1_500);
    await qmp.execute('quit');
    qmp.close();
  } catch {
    // One that hangs cannot be asked; it is killed instead.
  }
}
