import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataDirectories } from '#local/data-directories.ts';
import { createPracticeHosts } from '#practice/create-practice-hosts.ts';
import type { PracticeHosts } from '#practice/practice-hosts.ts';

export interface TestHosts {
  readonly hosts: PracticeHosts;
  readonly logLines: readonly string[];
  /** Runs a command on an instance and returns what it printed; anything but exit code 0 is an error with its stderr. */
  run(command: string, instance?: string, user?: string): Promise<string>;
  /** Switches everything off that this test started. */
  close(): Promise<void>;
}

/** Practice hosts from the common cache, with a state folder of their own: nobody's running host is touched. */
export async function openTestHosts(): Promise<TestHosts> {
  const stateDir = await mkdtemp(join(tmpdir(), 'nutshell-practice-test-'));
  const logLines: string[] = [];
  const hosts = createPracticeHosts({
    cacheDir: join(findDataDirectories(process.env).cache, 'practice'),
    stateDir,
    resourcesDir: 'resources',
    log: (line) => logLines.push(line),
  });
  return {
    hosts,
    logLines,
    async run(command, instance, user) {
      const [program = 'ssh', ...args] = await hosts.sshCommand(instance, user);
      return await runToEnd(program, [...args, command]);
    },
    async close() {
      for (const { instance } of await hosts.list()) {
        await hosts.down(instance);
      }
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

export async function runToEnd(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (exitCode !== 0) {
    throw new Error(`${args.at(-1) ?? program} ended with ${String(exitCode)}: ${complaints}`);
  }
  return output.trim();
}
