// Finds Electron's binary, fetches it where that is possible, and says in words why not. Never waits longer than it says.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inRoot, toolPath } from './workspace.mjs';

const probeTimeoutMs = 8_000;
const downloadTimeoutMs = 10 * 60_000;

function installedPath() {
  const pathFile = inRoot('node_modules/electron/path.txt');
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
    const overridden = `${process.env.ELECTRON_OVERRIDE_DIST_PATH}/${name}`;
    return existsSync(overridden) ? overridden : null;
  }
  if (!existsSync(pathFile)) {
    return null;
  }
  const binary = inRoot('node_modules/electron/dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

function missingDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    return null;
  }
  return 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

async function canDownload() {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  try {
    const response = await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeoutMs) });
    return response.status < 500;
  } catch {
    return false;
  }
}

function download() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [toolPath('electron', 'install-electron')], {
      cwd: inRoot('.'),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words += chunk;
    });
    const timer = setTimeout(() => child.kill(), downloadTimeoutMs);
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : words.trim().split('\n').at(-1) || `it ended with ${code}`);
    });
  });
}

/** `path` of the binary, or null and `why`, which continues the sentence "Opening Nutshell in the browser: …". */
export async function findElectron({ mayFetch = true } = {}) {
  const noDisplay = missingDisplay();
  if (noDisplay) {
    return { path: null, why: noDisplay };
  }
  const present = installedPath();
  if (present || !mayFetch) {
    return present ? { path: present, why: '' } : { path: null, why: "Electron's binary is not installed" };
  }
  if (!(await canDownload())) {
    return {
      path: null,
      why: `Electron's binary is not installed and its download cannot be reached (tried for ${probeTimeoutMs / 1000} s)`,
    };
  }
  process.stderr.write("Fetching Electron's binary (about 110 MB, once) …\n");
  const failure = await download();
  const fetched = installedPath();
  return fetched
    ? { path: fetched, why: '' }
    : { path: null, why: `fetching Electron's binary failed (${failure ?? 'nothing was installed'})` };
}
