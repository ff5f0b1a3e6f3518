// npm test: installs what it needs, checks, then runs every suite: unit, on the practice host, in a real browser.
import { mkdirSync, readFileSync } from 'node:fs';
import { ensureBuild, ensureDebianPackages, ensureDependencies, inRoot, packagesIn, run, runTool } from './workspace.mjs';

const resultsFile = inRoot('.cache/test-results.json');

await ensureDependencies();
await ensureDebianPackages(
  packagesIn(
    'scripts/debian-packages.txt',
    'resources/practice/host/build-machine-packages.txt',
    'resources/practice/installer/packages.txt',
  ),
);
await ensureBuild({ quiet: true });
const checked = await run(process.execPath, [inRoot('scripts/check.mjs'), '--no-unit']);
mkdirSync(inRoot('.cache'), { recursive: true });
// The project `bench` measures and judges nothing: npm run bench.
const tested = await runTool('vitest', [
  'run',
  ...['unit', 'host', 'e2e'].flatMap((project) => ['--project', project]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${resultsFile}`,
  ...process.argv.slice(2),
]);

const folderOf = (file) => file.slice(inRoot('test').length + 1).split(/[\\/]/)[0];
const counts = { unit: 0, host: 0, e2e: 0 };
let passed = 0;
let failed = 0;
for (const { name, assertionResults } of JSON.parse(readFileSync(resultsFile, 'utf8')).testResults) {
  const ran = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed');
  counts[folderOf(name)] += ran.length;
  passed += ran.filter(({ status }) => status === 'passed').length;
  failed += ran.filter(({ status }) => status === 'failed').length;
}
process.stdout.write(
  `\nWithout a host: ${counts.unit} tests. On the practice host: ${counts.host} tests. In the browser: ${counts.e2e} tests.\n`,
);
if (checked !== 0) {
  process.stdout.write('The checks before the tests failed: see above.\n');
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = checked === 0 && tested === 0 ? 0 : 1;
