#!/usr/bin/env node
// Runs the built command line. In a checkout whose sources are newer than what was built, it builds first and says so.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'out/node/cli.js');
const lock = join(root, 'out/node.building');
// What the command line is made of. The window (renderer, main, preload) is not in it.
const sources = ['backend.ts', 'cli', 'contract', 'core', 'domain', 'host', 'local', 'practice'].map((name) =>
  join(root, 'src', name),
);
const longestBuildMs = 120_000;

if (isStale()) {
  build();
}
// Node 22.1 and later keep what they compiled.
module.enableCompileCache?.();
await import(pathToFileURL(built).href);

function isStale() {
  // An installed package has no sources: what was built is all there is.
  if (!existsSync(join(root, 'src/cli'))) {
    return false;
  }
  return [...sources, join(root, 'vite.node.config.ts')].some((path) => newestMs(path) > changedMs(built));
}

function changedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestMs(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) {
    return found?.mtimeMs ?? 0;
  }
  // A folder's own time tells of files that were added or removed.
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

/** Only one build at a time: the others wait for it and look again. */
function build() {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite)) {
    fail('Nutshell is not built, and the tools to build it are not installed.', `Run \`npm install\` in ${root} first.`);
  }
  if (!takeLock()) {
    return waitForOther();
  }
  process.once('exit', dropLock);
  process.stderr.write('nutshell: the sources changed, building the command line ...\n');
  // Chunks of an earlier build stay, so that a Nutshell that runs meanwhile still finds its own.
  const args = [vite, 'build', '--config', 'vite.node.config.ts', '--emptyOutDir', 'false', '--logLevel', 'error'];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  dropLock();
  if (result.status !== 0) {
    fail('Building the command line failed.', `${result.stdout}${result.stderr}`.trim());
  }
}

function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    return false;
  }
}

function dropLock() {
  rmSync(lock, { recursive: true, force: true });
}

function waitForOther() {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(lock)) {
    // A build that was killed leaves its lock behind.
    if (Date.now() - changedMs(lock) > longestBuildMs) {
      dropLock();
      break;
    }
    Atomics.wait(pause, 0, 0, 100);
  }
  if (isStale()) {
    build();
  }
}

function fail(message, hint) {
  process.stderr.write(`nutshell: ${message}\n${hint}\n`);
  process.exit(1);
}
