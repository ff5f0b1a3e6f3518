import { spawn } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { delimiter } from 'node:path';
import { cancelledFault, practiceFault, throwIfStopped } from './practice-fault.ts';

export interface RunProgramOptions {
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeLimitMs?: number;
  /** Everything it says goes there as well. */
  readonly logPath?: string;
  readonly onLine?: (line: string) => void;
}

export interface ProgramResult {
  /** null: killed by a signal or never started. */
  readonly exitCode: number | null;
  readonly output: string;
}

/** mke2fs and friends live in sbin, which is not in everybody's PATH; messages are parsed, so they are English. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', PATH: [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(delimiter) };
}

/** Runs a program to its end and returns what it printed, whatever its exit code. */
export async function tryProgram(argv: readonly [string, ...string[]], options: RunProgramOptions = {}): Promise<ProgramResult> {
  throwIfStopped(options.signal);
  const [program, ...args] = argv;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that stopping it also stops what it started.
    detached: true,
  });
  let lastResort: NodeJS.Timeout | undefined;
  // Politely first: mmdebstrap then removes its half a gigabyte of temporary files.
  const stop = () => {
    killGroup(child.pid, 'SIGTERM');
    lastResort ??= setTimeout(() => killGroup(child.pid, 'SIGKILL'), 10_000);
  };
  const timer =
    options.timeLimitMs === undefined ? undefined : setTimeout(() => killGroup(child.pid, 'SIGKILL'), options.timeLimitMs);
  options.signal?.addEventListener('abort', stop, { once: true });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      lines.push(error.message);
      resolve(null);
    });
    child.on('close', resolve);
  });
  clearTimeout(timer);
  clearTimeout(lastResort);
  options.signal?.removeEventListener('abort', stop);
  const output = lines.join('\n');
  if (options.logPath !== undefined) {
    await appendFile(options.logPath, `$ ${argv.join(' ')}\n${output}\n`);
  }
  if (options.signal?.aborted) {
    throw cancelledFault();
  }
  return { exitCode, output };
}

/** Runs a program that must succeed; a failure quotes its last lines and names the log. */
export async function runProgram(
  what: string,
  argv: readonly [string, ...string[]],
  options: RunProgramOptions = {},
): Promise<string> {
  const { exitCode, output } = await tryProgram(argv, options);
  if (exitCode !== 0) {
    const ending = exitCode === null ? 'did not finish' : `ended with code ${exitCode}`;
    throw practiceFault(`${what} failed: ${argv[0]} ${ending}.`, {
      hint:
        options.logPath === undefined
          ? 'Its last words are below.'
          : `Its last words are below, all of them in ${options.logPath}.`,
      raw: lastLines(output, 15),
    });
  }
  return output;
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** The last lines of a log; a log that is not there yet is empty. */
export async function readLastLines(path: string, count: number): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return lastLines(text, count);
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
