// Runs the specs of test/e2e in real Electron where its binary is there; says plainly that it did not where it is not.
//   npm run test:electron [-- test/e2e/one.test.ts]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootDirectory = dirname(dirname(fileURLToPath(import.meta.url)));

/** The path of the binary, or why there is none. Never asks the package itself: that would begin to download. */
export function findElectron(packageDirectory = join(rootDirectory, 'node_modules', 'electron')) {
  const pathFile = join(packageDirectory, 'path.txt');
  if (!existsSync(join(packageDirectory, 'package.json'))) {
    return { path: null, reason: 'the package electron is not installed (npm ci installs it)' };
  }
  const distDirectory = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageDirectory, 'dist');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const path = join(distDirectory, name);
  return existsSync(path)
    ? { path, reason: null }
    : { path: null, reason: `${path} is not there (npx install-electron downloads it from GitHub)` };
}

/** Electron needs a screen. On a server one can be made with xvfb-run. */
function findMissingScreen() {
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasScreen ? null : 'there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set (xvfb-run makes one)';
}

function main() {
  const electron = findElectron();
  if (electron.path === null) {
    process.stdout.write(`not run: no Electron binary: ${electron.reason}\n`);
    return 0;
  }
  const missingScreen = findMissingScreen();
  if (missingScreen) {
    process.stdout.write(`not run: ${missingScreen}\n`);
    return 0;
  }
  const vitest = join(rootDirectory, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'e2e', ...process.argv.slice(2)], {
    cwd: rootDirectory,
    stdio: 'inherit',
    // The specs open their window through test/support, which looks at these.
    env: { ...process.env, NUTSHELL_TEST_SHELL: 'electron', NUTSHELL_ELECTRON: electron.path },
  });
  return status ?? 1;
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  process.exitCode = main();
}
