import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeFolder } from './remove-folder.ts';

/**
 * A real sshd for one test file: own configuration, host keys and users, on a free loopback port. The users exist only for it: their
 * passwd, shadow and sudoers are mounted over the machine's in a mount namespace that ends with sshd.
 */
export interface DisposableSshd {
  readonly port: number;
  readonly directory: string;
  /** Lines of a public key file. */
  readonly hostKeys: { readonly ed25519: string; readonly rsa: string };
  /** Paths of private keys that every user accepts; `stranger` is accepted by nobody. */
  readonly keys: { readonly plain: string; readonly encrypted: string; readonly stranger: string };
  readonly log: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export const passphrase = 'passphrase one';
export const password = 's3cret pw';

// Root gets a home and a shell of its own as well: this machine's .bashrc is no part of a test.
/** Who may log in: root, ops (sudo without a password), guest (nothing), jailed (no shell). */
const users = [
  { name: 'ops', id: 61001, shell: '/bin/sh' },
  { name: 'guest', id: 61002, shell: '/bin/sh' },
  { name: 'jailed', id: 61003, shell: '/usr/sbin/nologin' },
] as const;

const programs = ['/usr/sbin/sshd', '/usr/bin/ssh-keygen', '/usr/bin/sudo', '/usr/bin/unshare', '/usr/bin/openssl'];

/** null where it can run; else the sentence to show beside the skipped tests. */
export function whyNoSshd(): string | null {
  if (process.platform !== 'linux') {
    return `a disposable sshd needs Linux, and this is ${process.platform}`;
  }
  const missing = programs.filter((program) => !existsSync(program));
  if (missing.length > 0) {
    return `a disposable sshd needs ${missing.join(', ')}: apt-get install openssh-server sudo`;
  }
  return process.getuid?.() === 0 ? null : 'a disposable sshd with users of its own needs root';
}

export async function startDisposableSshd(options: readonly string[] = []): Promise<DisposableSshd> {
  const directory = await mkdtemp(path.join(tmpdir(), 'nutshell-sshd-'));
  await chmod(directory, 0o755);
  const file = (name: string): string => path.join(directory, name);
  makeKey(file('host_ed25519'), 'ed25519');
  makeKey(file('host_rsa'), 'rsa');
  makeKey(file('plain'), 'ed25519');
  makeKey(file('encrypted'), 'ed25519', passphrase);
  makeKey(file('stranger'), 'ed25519');
  await writeFile(
    file('authorized_keys'),
    `${await readFile(file('plain.pub'), 'utf8')}${await readFile(file('encrypted.pub'), 'utf8')}`,
  );
  await writeUsers(directory);
  const port = await findFreePort();
  await writeFile(file('sshd_config'), buildConfig(directory, port, options));
  const child = launch(directory);
  await waitForPort(port, child, file('log'));
  return {
    port,
    directory,
    hostKeys: { ed25519: await readFile(file('host_ed25519.pub'), 'utf8'), rsa: await readFile(file('host_rsa.pub'), 'utf8') },
    keys: { plain: file('plain'), encrypted: file('encrypted'), stranger: file('stranger') },
    log: () => readFile(file('log'), 'utf8'),
    stop: async () => {
      await stop(child);
      await removeFolder(directory);
    },
  };
}

export function makeKey(filePath: string, type: 'ed25519' | 'rsa' | 'ecdsa', secret = ''): void {
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    type,
    ...(type === 'rsa' ? ['-b', '2048'] : []),
    '-N',
    secret,
    '-C',
    'test',
    '-f',
    filePath,
  ]);
}

function buildConfig(directory: string, port: number, options: readonly string[]): string {
  // sshd takes the first value of a keyword, so the options of a test go first.
  return [
    ...options,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${directory}/host_ed25519`,
    `HostKey ${directory}/host_rsa`,
    `AuthorizedKeysFile ${directory}/authorized_keys`,
    'StrictModes no',
    'PermitRootLogin yes',
    'PasswordAuthentication yes',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    `PidFile ${directory}/pid`,
    'MaxStartups 100:30:200',
    'UseDNS no',
    'PrintMotd no',
    'PrintLastLog no',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

async function writeUsers(directory: string): Promise<void> {
  const hash = execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim();
  for (const name of ['passwd', 'shadow', 'group', 'sudoers']) {
    await copyFile(`/etc/${name}`, path.join(directory, name));
  }
  const everybody = await readFile(path.join(directory, 'passwd'), 'utf8');
  await mkdir(path.join(directory, 'home', 'root'), { recursive: true });
  const bareRoot = everybody.replace(/^root:.*$/m, `root:x:0:0:root:${directory}/home/root:/bin/sh`);
  await writeFile(path.join(directory, 'passwd'), bareRoot);
  for (const { name, id, shell } of users) {
    const home = path.join(directory, 'home', name);
    await mkdir(home, { recursive: true });
    execFileSync('chown', [String(id), home]);
    await writeFile(path.join(directory, 'passwd'), `${name}:x:${id}:${id}::${home}:${shell}\n`, { flag: 'a' });
    await writeFile(path.join(directory, 'shadow'), `${name}:${hash}:19000:0:99999:7:::\n`, { flag: 'a' });
    await writeFile(path.join(directory, 'group'), `${name}:x:${id}:\n`, { flag: 'a' });
  }
  const secure = `Defaults secure_path="${process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin'}"`;
  await writeFile(path.join(directory, 'sudoers'), `${secure}\nroot ALL=(ALL:ALL) ALL\nops ALL=(ALL) NOPASSWD: ALL\n`);
  await chmod(path.join(directory, 'sudoers'), 0o440);
}

function launch(directory: string): ChildProcess {
  // A slim container has no /run/sshd, and sshd does not start without it.
  const script = `
    mkdir -p /run/sshd
    for name in passwd shadow group sudoers; do mount --bind "$1/$name" "/etc/$name"; done
    exec /usr/sbin/sshd -D -f "$1/sshd_config" -E "$1/log"`;
  return spawn('unshare', ['--mount', 'sh', '-ec', script, 'sh', directory], { stdio: 'ignore', detached: true });
}

async function waitForPort(port: number, child: ChildProcess, logPath: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) {
      break;
    }
    if (await answers(port)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`sshd did not start: ${existsSync(logPath) ? await readFile(logPath, 'utf8') : 'it wrote no log'}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true)).once('error', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });
}

/** Sessions are processes of their own and outlive the listener: they end first. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) {
    return;
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  for (const session of listChildren(child.pid)) {
    process.kill(session, 'SIGKILL');
  }
  child.kill('SIGKILL');
  await gone;
}

export function listChildren(pid: number): readonly number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
  } catch {
    // pgrep ends with 1 where there is none.
    return [];
  }
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port'))));
    });
  });
}
