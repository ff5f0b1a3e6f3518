// npm test: installs what it needs, then runs the checks and every suite: unit, on the practice host, in a real browser.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { inRoot, prepareForTests, toolPath } from './workspace.mjs';

const incidentsFile = inRoot('.cache/practice-incidents.txt');
const checks = { name: 'checks', where: null };
// An emulated practice host keeps one of two cores busy, so two lanes are as fast as the machine gets. `bench` is not a test.
const lanes = [
  [checks, { name: 'unit', where: 'Without a host' }],
  [
    { name: 'host', where: 'On the practice host' },
    { name: 'e2e', where: 'In the browser, on the practice host' },
    { name: 'installer', where: 'On a machine that the practice installer installed' },
    { name: 'path', where: 'In network namespaces' },
  ],
];

/** Runs Node with these arguments to its end, each line that it says marked with who said it; resolves to its exit code. */
function runMarked(name, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => process.stdout.write(`${name.padEnd(9)} │ ${line}\n`));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs one suite and counts what ran. */
async function runSuite({ name, where }) {
  const startedMs = Date.now();
  if (name === checks.name) {
    const code = await runMarked(name, [inRoot('scripts/check.mjs'), '--no-unit']);
    return { name, where, code, passed: 0, failed: 0, seconds: (Date.now() - startedMs) / 1000 };
  }
  const resultsFile = inRoot(`.cache/test-results-${name}.json`);
  rmSync(resultsFile, { force: true });
  const reporters = [
    `--reporter=${name === 'unit' ? 'default' : 'verbose'}`,
    '--reporter=json',
    `--outputFile.json=${resultsFile}`,
  ];
  const given = process.argv.slice(2);
  const code = await runMarked(name, [toolPath('vitest'), 'run', '--project', name, ...reporters, ...given]);
  const files = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')).testResults : [];
  const states = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const count = (wanted) => states.filter((status) => status === wanted).length;
  return { name, where, code, passed: count('passed'), failed: count('failed'), seconds: (Date.now() - startedMs) / 1000 };
}

async function runLane(suites) {
  const results = [];
  for (const suite of suites) {
    results.push(await runSuite(suite));
  }
  return results;
}

await prepareForTests();
mkdirSync(inRoot('.cache'), { recursive: true });
rmSync(incidentsFile, { force: true });

const results = (await Promise.all(lanes.map(runLane))).flat();
process.stdout.write('\n');
for (const { name, where, code, passed, failed, seconds } of results) {
  const what = where === null ? 'Types, lint, layers, format, shell' : `${where}: ${passed + failed} tests`;
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${what} (${name}, ${Math.round(seconds)} s)\n`);
}
const incidents = existsSync(incidentsFile) ? readFileSync(incidentsFile, 'utf8').trim().split('\n') : [];
process.stdout.write(`The practice host stopped answering and was restored ${incidents.length} times.\n`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
