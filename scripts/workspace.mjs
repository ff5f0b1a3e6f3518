// What every script of this folder needs: the root, running a tool, and whether what was made is older than what it is made of.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const inRoot = (...parts) => path.join(root, ...parts);
const isWindows = process.platform === 'win32';

/** Runs a program to its end with our own standard streams; resolves to its exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', shell: isWindows && program === 'npm', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

/** A tool of node_modules by its package and bin name, run by this very Node. */
export function toolPath(packageName, binName = packageName) {
  const manifest = JSON.parse(readFileSync(inRoot('node_modules', packageName, 'package.json'), 'utf8'));
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[binName];
  return inRoot('node_modules', packageName, bin);
}

export const runTool = (packageName, args, options) =>
  run(process.execPath, [toolPath(packageName, options?.bin ?? packageName), ...args], options);

/** Installs the packages of package-lock.json unless that very lock file was installed before. */
export async function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex');
  const stamp = inRoot('node_modules', '.nutshell-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    return;
  }
  process.stderr.write('Installing packages (npm ci) …\n');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    throw new Error(`npm ci ended with ${code}. Its words are above; without the packages nothing can be built.`);
  }
  writeFileSync(stamp, lock);
}

function newestMtimeMs(entry) {
  const stat = statSync(entry);
  if (!stat.isDirectory()) {
    return stat.mtimeMs;
  }
  return Math.max(0, ...readdirSync(entry).map((name) => newestMtimeMs(path.join(entry, name))));
}

const builds = [
  { name: 'the window', output: 'out/renderer/index.html', tool: 'electron-vite', args: ['build'] },
  {
    name: 'the browser shell and the command line',
    output: 'out/node/cli.js',
    tool: 'vite',
    args: ['build', '--config', 'vite.node.config.ts'],
  },
];
const sources = ['src', 'package.json', 'electron.vite.config.ts', 'vite.node.config.ts'];

/** Builds what is missing or older than its sources. */
export async function ensureBuild({ quiet = false } = {}) {
  const newestSource = Math.max(...sources.map((source) => newestMtimeMs(inRoot(source))));
  for (const { name, output, tool, args } of builds) {
    if (existsSync(inRoot(output)) && statSync(inRoot(output)).mtimeMs >= newestSource) {
      continue;
    }
    process.stderr.write(`Building ${name} …\n`);
    const code = await runTool(tool, [...args, '--logLevel', 'warn'], quiet ? { stdio: ['ignore', 'ignore', 'inherit'] } : {});
    if (code !== 0) {
      throw new Error(`Building ${name} failed (${tool} ended with ${code}). Its words are above.`);
    }
  }
}

const isInstalled = (name) =>
  spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' }).stdout === 'installed';

/** Debian packages named in the given files, one a line; `#` begins a comment. */
export const packagesIn = (...files) =>
  files
    .flatMap((file) => readFileSync(inRoot(file), 'utf8').split('\n'))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean);

/** Installs Debian packages that are missing, as root or through sudo -n. Elsewhere than on Debian it says what is needed. */
export async function ensureDebianPackages(names) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) {
    process.stderr.write(`This is no Debian system: make sure that these are there: ${names.join(' ')}\n`);
    return;
  }
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) {
    return;
  }
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-y', ...args];
    return run(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  };
  process.stderr.write(`Installing Debian packages: ${missing.join(' ')} …\n`);
  const install = () => apt('install', '--no-install-recommends', ...missing);
  // An old package list names files that are gone; a fresh machine has none at all.
  if ((await apt('update')) !== 0 || (await install()) !== 0) {
    throw new Error(
      `These Debian packages could not be installed. Run: sudo apt-get update && sudo apt-get install ${missing.join(' ')}`,
    );
  }
}

/** Everything a suite stands on: packages of npm and of Debian, and a build that is not older than its sources. */
export async function prepareForTests() {
  await ensureDependencies();
  await ensureDebianPackages(
    packagesIn(
      'scripts/debian-packages.txt',
      'scripts/path-packages.txt',
      'resources/practice/host/build-machine-packages.txt',
      'resources/practice/installer/packages.txt',
    ),
  );
  await ensureBuild({ quiet: true });
}

const measured = ['<!-- measured: begin -->', '<!-- measured: end -->'];

/** Puts what was measured into a page of docs/, between the two lines that mark its place there. */
export function putMeasured(page, text) {
  const file = inRoot(page);
  const docs = readFileSync(file, 'utf8');
  const [from, to] = measured.map((mark) => docs.indexOf(mark));
  if (from < 0 || to < from) {
    throw new Error(`${page} has no place for what was measured any more: it needs the two lines ${measured.join(' and ')}.`);
  }
  writeFileSync(file, `${docs.slice(0, from)}${measured[0]}\n\n${text.trim()}\n\n${docs.slice(to)}`);
}
