// npm run screenshots: walks through the window on a real practice host and keeps a picture of every screen in docs/screenshots.
import { rmSync } from 'node:fs';
import { inRoot, prepareForTests, runTool } from './workspace.mjs';

const directory = inRoot('docs/screenshots');
await prepareForTests();
rmSync(directory, { recursive: true, force: true });
process.exitCode = await runTool('vitest', ['run', '--project', 'e2e', 'test/e2e/first-light.test.ts'], {
  env: { ...process.env, NUTSHELL_SCREENSHOTS: directory },
});
