import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeUser } from './practice-hosts.ts';
import { runProgram } from './run-program.ts';

const hostKeyTypes = ['ed25519', 'ecdsa', 'rsa'] as const;

/** Makes the keys that go into a root file system, and the password of the one user who has no key. */
export async function createSecrets(
  folder: string,
  password: string,
  writeSecret: (path: string, text: string) => Promise<void>,
): Promise<void> {
  const makeKey = (type: string, name: string) =>
    runProgram('Making SSH keys', ['ssh-keygen', '-q', '-t', type, '-N', '', '-C', 'practice', '-f', join(folder, name)]);
  await Promise.all([
    makeKey('ed25519', 'id_ed25519'),
    ...hostKeyTypes.map((type) => makeKey(type, `ssh_host_${type}_key`)),
    writeSecret(join(folder, 'pwuser.password'), password),
  ]);
}

/** Who can log in, as customize.sh made them. */
export async function listUsers(secretsDir: string): Promise<readonly PracticeUser[]> {
  const login = { kind: 'key', path: join(secretsDir, 'id_ed25519') } as const;
  const password = await readFile(join(secretsDir, 'pwuser.password'), 'utf8');
  return [
    { name: 'root', sudo: true, login },
    { name: 'admin', sudo: true, login },
    { name: 'tester', sudo: false, login },
    { name: 'pwuser', sudo: true, login: { kind: 'password', password } },
  ];
}

export async function readHostKeys(
  secretsDir: string,
  sshPort: number,
): Promise<{ hostKey: Uint8Array; knownHostsLines: readonly string[] }> {
  const texts = await Promise.all(hostKeyTypes.map((type) => readFile(join(secretsDir, `ssh_host_${type}_key.pub`), 'utf8')));
  const keys = texts.map((text) => text.trim().split(' ').slice(0, 2));
  const blob = keys[0]?.[1] ?? '';
  return {
    hostKey: Buffer.from(blob, 'base64'),
    knownHostsLines: keys.map((words) => `[127.0.0.1]:${sshPort} ${words.join(' ')}`),
  };
}

export interface SshLogin {
  readonly sshPort: number;
  readonly user: string;
  readonly keyPath: string | null;
  readonly knownHostsPath: string;
}

/** OpenSSH's client, with nothing of the person's own configuration in the way. */
export function buildSshArgv({ sshPort, user, keyPath, knownHostsPath }: SshLogin): readonly [string, ...string[]] {
  return [
    'ssh',
    ...['-F', 'none', '-p', String(sshPort)],
    // ssh splits this value at spaces unless it is quoted.
    ...['-o', `UserKnownHostsFile="${knownHostsPath}"`, '-o', 'GlobalKnownHostsFile=none', '-o', 'StrictHostKeyChecking=yes'],
    // The default key exchange is post-quantum, which costs an emulated CPU most of a second.
    ...['-o', 'KexAlgorithms=curve25519-sha256', '-o', 'LogLevel=ERROR'],
    ...(keyPath === null ? [] : ['-o', 'IdentitiesOnly=yes', '-i', keyPath]),
    `${user}@127.0.0.1`,
  ];
}
