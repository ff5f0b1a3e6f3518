import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface SshdOnLoopback {
  readonly port: number;
  readonly keyPath: string;
}

/** Where OpenSSH's client connects to, on 127.0.0.1; `jump` is the sshd that it goes through. */
export interface OpensshTarget extends SshdOnLoopback {
  readonly jump?: SshdOnLoopback;
  readonly options?: readonly string[];
}

/** OpenSSH's client as a person sets it up who wants many commands fast: one master connection, shared (ssh_config(5), ControlMaster). */
export interface Openssh {
  /** One `ssh` with these words, over the master connection. Rejects where it does not end with 0. */
  run(remoteCommand: string, options?: RunOptions): Promise<string>;
  /** A shell that stays, over the master connection. */
  openShell(): PersistentShell;
  /** A command that goes on, over the master connection, and each line it prints. Returns how to end it. */
  follow(remoteCommand: string, onLine: (line: string) => void): () => Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly timeoutMs?: number;
}

export interface PersistentShell {
  /** One line of shell; resolves with what it printed. */
  ask(line: string): Promise<string>;
  close(): void;
}

export async function startOpenssh(target: OpensshTarget): Promise<Openssh> {
  const folder = await mkdtemp(join(tmpdir(), 'nutshell-master-'));
  const argv = buildSshArgv(target, ['-o', `ControlPath=${folder}/%C`]);
  const master = spawn('ssh', ['-M', '-N', ...argv], { stdio: ['ignore', 'ignore', 'inherit'] });
  const openssh: Openssh = {
    run: (remoteCommand, options) => runToEnd(['ssh', ...argv, remoteCommand], options),
    openShell: () => openShell(argv),
    follow(remoteCommand, onLine) {
      const child = spawn('ssh', [...argv, remoteCommand], { stdio: ['ignore', 'pipe', 'inherit'] });
      createInterface({ input: child.stdout }).on('line', onLine);
      return () => endProcess(child);
    },
    async close() {
      await endProcess(master);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await waitForMaster(argv, master);
  return openssh;
}

/** Nothing of this person's own configuration, and no host key remembered: these are hosts of a minute. */
export function buildSshArgv(
  { port, keyPath, jump, options = [] }: OpensshTarget,
  more: readonly string[] = [],
): readonly string[] {
  const proxy = jump
    ? ['-o', `ProxyCommand=ssh ${[...buildLogin(jump.keyPath), '-p', jump.port].join(' ')} -W %h:%p root@127.0.0.1`]
    : [];
  return [...buildLogin(keyPath), ...proxy, ...options, ...more, '-p', String(port), 'root@127.0.0.1'];
}

function buildLogin(keyPath: string): readonly string[] {
  return [
    ...['-F', 'none', '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'],
    ...['-o', 'IdentitiesOnly=yes', '-i', keyPath],
  ];
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

async function waitForMaster(argv: readonly string[], master: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && master.exitCode === null; attempt += 1) {
    const isUp = await runToEnd(['ssh', '-O', 'check', ...argv]).then(
      () => true,
      () => false,
    );
    if (isUp) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('OpenSSH did not open its master connection; what it said is above.');
}

export function runToEnd(
  [program = '', ...args]: readonly string[],
  { stdin = '', timeoutMs = 0 }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeoutMs });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      const end = code === null ? `did not end within ${timeoutMs} ms` : `ended with ${code}`;
      return code === 0 ? resolve(stdout) : reject(new Error(`${program} ${end}: ${stderr.trim() || stdout.trim()}`));
    });
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

const mark = 'nutshell-bench-mark';

function openShell(argv: readonly string[]): PersistentShell {
  const child = spawn('ssh', [...argv, 'sh'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let answer: { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void } | null = null;
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    if (text.endsWith(`${mark}\n`)) {
      const whole = text.slice(0, -mark.length - 1);
      text = '';
      answer?.resolve(whole);
    }
  });
  child.on('exit', () => answer?.reject(new Error('The shell on the host ended')));
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        answer = { resolve, reject };
        child.stdin.write(`${line}\necho ${mark}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
