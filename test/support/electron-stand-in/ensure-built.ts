import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const rootDirectory = join(import.meta.dirname, '../../..');

const products = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const sources = ['src', 'electron.vite.config.ts', 'package.json'];
const lockDirectory = join(rootDirectory, 'node_modules/.nutshell-build-lock');

/** Builds main, preload and renderer where they are missing or older than their sources. Test files run at the same time: one builds. */
export async function ensureBuilt(): Promise<void> {
  while (!isFresh()) {
    if (takeLock()) {
      try {
        build();
      } finally {
        rmdirSync(lockDirectory);
      }
      return;
    }
    await sleep(200);
  }
}

function build(): void {
  const program = join(rootDirectory, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status, stderr } = spawnSync(process.execPath, [program, 'build'], { cwd: rootDirectory, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`electron-vite build failed:\n${stderr}`);
  }
}

function isFresh(): boolean {
  const oldest = Math.min(...products.map((path) => changedAt(join(rootDirectory, path))));
  return oldest > Math.max(...sources.map((path) => newestIn(join(rootDirectory, path))));
}

function takeLock(): boolean {
  if (Date.now() - changedAt(lockDirectory) > 120_000 && changedAt(lockDirectory) > 0) {
    rmdirSync(lockDirectory);
  }
  try {
    mkdirSync(lockDirectory);
    return true;
  } catch {
    return false;
  }
}

/** 0 for what is not there. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) {
    return changedAt(path);
  }
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
