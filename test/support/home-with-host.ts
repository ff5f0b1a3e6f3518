import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toFingerprint } from '#local/parse-known-hosts.ts';
import type { RunningInstance } from '#practice/practice-hosts.ts';

export interface HomeWithHost {
  readonly homeDirectory: string;
  readonly hostId: string;
  /** Runs the built command line at this home; standard output. */
  nutshell(...argv: readonly string[]): Promise<string>;
}

/** A home that knows this host as `lab`, and its key, as after a first day with Nutshell. */
export async function makeHomeWithHost({ sshPort, users, hostKey }: RunningInstance): Promise<HomeWithHost> {
  const homeDirectory = await mkdtemp(join(tmpdir(), 'nutshell-home-'));
  const login = users.find(({ name }) => name === 'root')?.login;
  const nutshell = async (...argv: readonly string[]) => {
    const env = { ...process.env, NUTSHELL_HOME: homeDirectory, NO_COLOR: '1' };
    return (await promisify(execFile)(process.execPath, ['bin/nutshell.mjs', ...argv], { env })).stdout;
  };
  await nutshell('hosts', 'add', 'lab', `root@127.0.0.1:${sshPort}`, '--key', login?.kind === 'key' ? login.path : '');
  await nutshell('check', 'lab', '--accept-fingerprint', toFingerprint(Buffer.from(hostKey)));
  const hostId = /"id": "([^"]+)"/.exec(await nutshell('hosts', 'list', '--json'))?.[1] ?? '';
  return { homeDirectory, hostId, nutshell };
}
