import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSshArgv, type SshLogin } from './login.ts';
import { throwIfStopped } from './practice-fault.ts';
import { lastLines } from './run-program.ts';

/**
 * True when sshd says its banner in time. A connection alone proves nothing: QEMU's user networking, and even the kernel
 * for a stopped QEMU, accepts for a host that hangs.
 */
export async function hasHeartbeat(sshPort: number, timeLimitMs: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port: sshPort });
    const finish = (answer: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(false), timeLimitMs);
    socket.once('data', (chunk) => finish(chunk.toString('latin1').startsWith('SSH-')));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}

export interface WaitOptions {
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: (elapsedMs: number) => void;
  /** False ends the waiting early: whoever should answer is dead. */
  readonly isAlive: () => boolean;
}

/** Waits for the first banner of a host that boots. */
export async function waitForHeartbeat(sshPort: number, { timeLimitMs, signal, onWait, isAlive }: WaitOptions): Promise<boolean> {
  const startMs = Date.now();
  while (Date.now() - startMs < timeLimitMs && isAlive()) {
    throwIfStopped(signal);
    if (await hasHeartbeat(sshPort, 5_000)) {
      return true;
    }
    onWait?.(Date.now() - startMs);
    await sleep(300);
  }
  return false;
}

// The clock stood still while the state lay on disk, and two hosts from one state must not share their randomness.
const settleScript = 'echo ready; read -r now; date -s "@$now" >/dev/null; cat >/dev/urandom; date +%s';

export type Settled = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Sets a restored host's clock through a real login, which also proves that it works. `entropy` is stirred in. */
export async function settleClock(login: SshLogin, entropy: Uint8Array, timeLimitMs: number): Promise<Settled> {
  const [program, ...args] = buildSshArgv(login);
  const child = spawn(program, ['-o', 'BatchMode=yes', ...args, settleScript], { stdio: ['pipe', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), timeLimitMs);
  let output = '';
  let complaints = '';
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    // Only now is the login through; a time sent along with the command would be seconds old.
    if (output === '') {
      child.stdin.write(`${Date.now() / 1000}\n`);
      child.stdin.end(entropy);
    }
    output += chunk.toString();
  });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  clearTimeout(timer);
  if (exitCode === 0) {
    return { ok: true };
  }
  const reason =
    complaints.trim() === '' ? `a login did not come through within ${timeLimitMs / 1000} s` : lastLines(complaints, 3);
  return { ok: false, reason };
}
