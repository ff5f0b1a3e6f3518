// npm run check:shell: every shell script under resources/ passes shellcheck.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './workspace.mjs';

const isShellScript = (file) =>
  file.endsWith('.sh') || /^#! ?\/(bin|usr\/bin)\/(env )?(ba|da)?sh\b/.test(readFileSync(file, 'latin1').slice(0, 40));

const scripts = readdirSync(inRoot('resources'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name))
  .filter(isShellScript);
const { status, error, stdout, stderr } = spawnSync('shellcheck', scripts, { encoding: 'utf8' });
if (error) {
  process.stderr.write(`shellcheck could not be run (${error.message}). Install it: sudo apt-get install shellcheck\n`);
  process.exitCode = process.platform === 'linux' ? 1 : 0;
} else {
  process.stdout.write(stdout + stderr);
  process.exitCode = status ?? 1;
}
