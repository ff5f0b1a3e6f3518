import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createSession } from './create-session.ts';
import { createPrograms } from './create-programs.ts';
import { exitCodes } from './exit-codes.ts';
import { runCommandLine } from './run-command-line.ts';
import { createProcessTerminal } from './terminal/create-process-terminal.ts';

// Both src/cli/ and out/node/ lie two levels below the root.
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

process.exitCode = await main();

async function main(): Promise<number> {
  const version = await readVersion();
  return runCommandLine({
    argv: process.argv.slice(2),
    version,
    terminal: createProcessTerminal(),
    programs: createPrograms(),
    signal: watchInterrupt(),
    openSession: () =>
      createSession(async () => {
        const { createBackend } = await import('#backend');
        return createBackend({
          shell: 'command-line',
          version,
          platform: process.platform,
          resourcesDirectory: join(root, 'resources'),
        });
      }),
  });
}

async function readVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}

/** The first Ctrl-C ends the command in good order, the second at once. */
function watchInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGINT', () => {
    if (controller.signal.aborted) {
      process.exit(exitCodes.interrupted);
    }
    controller.abort();
  });
  process.on('SIGTERM', () => controller.abort());
  // A reader that went away (nutshell list | head -1) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') {
      process.exit(exitCodes.done);
    }
    throw error;
  });
  return controller.signal;
}
