// npm test: installs what it needs, checks, then runs every suite: unit, on the practice host, in a real browser.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { inRoot, prepareForTests, run, runTool } from './workspace.mjs';

const cache = inRoot('.cache');
const incidentsFile = inRoot('.cache/practice-incidents.txt');
// One after the other: the last two share two cores with an emulated host. The project `bench` is not a test: npm run bench.
const suites = [
  { project: 'unit', where: 'Without a host' },
  { project: 'host', where: 'On the practice host' },
  { project: 'e2e', where: 'In the browser, on the practice host' },
];

/** Runs one suite and counts what ran. */
async function runSuite({ project }) {
  const resultsFile = inRoot(`.cache/test-results-${project}.json`);
  rmSync(resultsFile, { force: true });
  const reporters = [
    `--reporter=${project === 'unit' ? 'default' : 'verbose'}`,
    '--reporter=json',
    `--outputFile.json=${resultsFile}`,
  ];
  const code = await runTool('vitest', ['run', '--project', project, ...reporters, ...process.argv.slice(2)]);
  const files = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')).testResults : [];
  const states = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const count = (wanted) => states.filter((status) => status === wanted).length;
  return { code, passed: count('passed'), failed: count('failed') };
}

await prepareForTests();
const checked = await run(process.execPath, [inRoot('scripts/check.mjs'), '--no-unit']);
mkdirSync(cache, { recursive: true });
rmSync(incidentsFile, { force: true });

const results = [];
for (const suite of suites) {
  results.push({ ...suite, ...(await runSuite(suite)) });
}
process.stdout.write('\n');
for (const { where, passed, failed } of results) {
  process.stdout.write(`${where}: ${passed + failed} tests.\n`);
}
const incidents = existsSync(incidentsFile) ? readFileSync(incidentsFile, 'utf8').trim().split('\n') : [];
process.stdout.write(`The practice host stopped answering and was restored ${incidents.length} times.\n`);
if (checked !== 0) {
  process.stdout.write('The checks before the tests failed: see above.\n');
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = checked === 0 && results.every(({ code }) => code === 0) ? 0 : 1;
