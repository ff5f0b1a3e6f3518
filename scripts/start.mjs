// npm start: installs what is missing, builds, and opens Nutshell in Electron, or in the browser where Electron cannot be had.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findElectron } from './find-electron.mjs';
import { ensureBuild, ensureDebianPackages, ensureDependencies, inRoot, packagesIn, run } from './workspace.mjs';

const { values: options } = parseArgs({
  options: {
    practice: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    port: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (options.help) {
  process.stdout.write(`npm start [-- OPTIONS]

  --practice   build and boot the practice host first, add it to the hosts and open on it
  --browser    use the browser shell even where Electron is there
  --no-open    only print the address; do not open a window
  --port N     port of the browser shell on 127.0.0.1 (default: a free one)
`);
  process.exit(0);
}

async function bringUpPractice() {
  if (process.platform === 'linux') {
    await ensureDebianPackages(
      packagesIn('resources/practice/host/build-machine-packages.txt', 'resources/practice/installer/packages.txt'),
    );
  }
  return run(process.execPath, [inRoot('bin/nutshell.mjs'), 'practice', 'up']);
}

async function main() {
  await ensureDependencies();
  await ensureBuild({ quiet: true });
  if (options.practice) {
    const code = await bringUpPractice();
    if (code !== 0) {
      return code;
    }
  }
  const place = options.practice ? '/hosts/practice' : null;
  const electron =
    options.browser || options['no-open']
      ? { path: null, why: options.browser ? 'asked for with --browser' : 'asked for with --no-open' }
      : await findElectron();
  if (electron.path !== null) {
    process.stderr.write('Opening Nutshell in Electron.\n');
    return run(electron.path, [inRoot('.'), ...(place === null ? [] : [`--place=${place}`])]);
  }
  process.stderr.write(`Opening Nutshell in the browser: ${electron.why}.\n`);
  const web = inRoot('out/node/web.js');
  if (!existsSync(web)) {
    throw new Error('The browser shell was not built: out/node/web.js is missing. Run npm run build and read its words.');
  }
  const args = [
    ...(options.port ? ['--port', options.port] : []),
    ...(options['no-open'] ? [] : ['--open']),
    ...(place === null ? [] : ['--place', place]),
  ];
  return run(process.execPath, [web, ...args]);
}

process.exitCode = await main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
