import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { CommandFault } from './command-fault.ts';
import type { Programs } from './invocation.ts';

export function createPrograms(): Programs {
  return { run, find };
}

function run(
  argv: readonly string[],
  signal: AbortSignal,
  environment: Readonly<Record<string, string | null>> = {},
): Promise<number> {
  const [program, ...args] = argv;
  if (program === undefined) {
    throw new RangeError('A command line needs a program');
  }
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: joinEnvironments(environment) });
    // The terminal sends Ctrl-C to the child as well; the signal is for ends that the terminal does not know of.
    const stop = () => void child.kill();
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (cause) => {
      reject(new CommandFault('local-file', `Cannot start ${program}.`, 'Is it installed, and in PATH?', cause.message));
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });
}

function joinEnvironments(changes: Readonly<Record<string, string | null>>): NodeJS.ProcessEnv {
  const entries = Object.entries({ ...process.env, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

async function find(names: readonly string[]): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, `${name}${suffix}`);
      if (await isExecutable(path)) {
        return path;
      }
    }
  }
  return null;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
