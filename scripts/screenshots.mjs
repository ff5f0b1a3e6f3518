// npm run screenshots: walks through the window on a real practice host and keeps a picture of every screen in docs/screenshots.
// The old pictures stay until the walk has come to its end.
import { renameSync, rmSync } from 'node:fs';
import { inRoot, prepareForTests, runTool } from './workspace.mjs';

const kept = inRoot('docs/screenshots');
const fresh = inRoot('.cache/screenshots');
await prepareForTests();
rmSync(fresh, { recursive: true, force: true });
process.exitCode = await runTool(
  'vitest',
  ['run', '--project', 'e2e', '--project', 'long', 'test/e2e/first-light.test.ts', 'test/e2e/life-of-a-cloud.long.test.ts'],
  {
    env: { ...process.env, NUTSHELL_SCREENSHOTS: fresh },
  },
);
if (process.exitCode === 0) {
  rmSync(kept, { recursive: true, force: true });
  renameSync(fresh, kept);
}
