// npm run screenshots: walks through the window on a real practice host and keeps a picture of every screen in docs/screenshots.
import { rmSync } from 'node:fs';
import { ensureBuild, ensureDebianPackages, ensureDependencies, inRoot, packagesIn, runTool } from './workspace.mjs';

const directory = inRoot('docs/screenshots');
await ensureDependencies();
await ensureDebianPackages(
  packagesIn(
    'scripts/debian-packages.txt',
    'resources/practice/host/build-machine-packages.txt',
    'resources/practice/installer/packages.txt',
  ),
);
await ensureBuild({ quiet: true });
rmSync(directory, { recursive: true, force: true });
process.exitCode = await runTool('vitest', ['run', '--project', 'e2e', 'test/e2e/first-light.test.ts'], {
  env: { ...process.env, NUTSHELL_SCREENSHOTS: directory },
});
