import { execFile, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { toFingerprint } from '#local/parse-known-hosts.ts';
import type { RunningInstance } from '#practice/practice-hosts.ts';

const program = resolve('bin/nutshell.mjs');

export interface Ended {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningApp {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Nutshell as a person has it: the built command line in processes of its own, with a home that knows one host, `lab`. */
export interface App {
  start(...argv: readonly string[]): RunningApp;
  run(...argv: readonly string[]): Promise<Ended>;
  close(): Promise<void>;
}

export async function openApp({ sshPort, hostKey, users }: RunningInstance): Promise<App> {
  const home = await mkdtemp(join(tmpdir(), 'nutshell-faults-'));
  const env = { ...process.env, NUTSHELL_HOME: home, NO_COLOR: '1' };

  function start(...argv: readonly string[]): RunningApp {
    let end: (ended: Ended) => void = () => undefined;
    const ended = new Promise<Ended>((done) => (end = done));
    const child = execFile(process.execPath, [program, ...argv], { env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      end({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, out, err });
    });
    child.stdin?.end();
    return { child, ended };
  }

  const app: App = {
    start,
    run: (...argv) => start(...argv).ended,
    close: () => rm(home, { recursive: true, force: true }),
  };
  const login = users.find(({ name }) => name === 'root')?.login;
  await succeed(app, 'hosts', 'add', 'lab', `root@127.0.0.1:${sshPort}`, '--key', login?.kind === 'key' ? login.path : '');
  await succeed(app, 'list', 'lab', '--accept-fingerprint', toFingerprint(Buffer.from(hostKey)));
  return app;
}

async function succeed(app: App, ...argv: readonly string[]): Promise<void> {
  const { code, err } = await app.run(...argv);
  if (code !== 0) {
    throw new Error(`nutshell ${argv.join(' ')} ended with ${String(code)}: ${err}`);
  }
}
