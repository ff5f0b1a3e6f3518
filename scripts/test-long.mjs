// npm run test:long: what takes too long under emulation for every change; on the practice host, and in a real browser.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot, prepareForTests, putMeasured, runTool } from './workspace.mjs';

const resultsFolder = inRoot('.cache/long');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'write-docs': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});

function explain() {
  process.stdout.write(`npm run test:long [-- OPTIONS] [FILE ...]

  FILE          part of a test file's path, such as lifecycle (default: all)
  --write-docs  put how they ended into docs/long-tests.md: of these files as they ran now, of the others as they ran last

Needs the practice host, and Chromium for what is in test/e2e. All files take about an hour under emulation.
`);
}

/** Keeps how each file ended in a file of its own, so that the files can be run one at a time. */
function keepResults(report) {
  for (const { name, assertionResults, startTime, endTime } of JSON.parse(readFileSync(report, 'utf8')).testResults) {
    const file = path.relative(inRoot(), name).replaceAll(path.sep, '/');
    const count = (wanted) => assertionResults.filter(({ status }) => status === wanted).length;
    const date = new Date(startTime).toISOString().slice(0, 10);
    const minutes = (endTime - startTime) / 60_000;
    const result = { file, date, passed: count('passed'), failed: count('failed'), minutes };
    writeFileSync(path.join(resultsFolder, `${file.replaceAll('/', '.')}.json`), JSON.stringify(result));
  }
}

function drawTable() {
  const results = readdirSync(resultsFolder)
    .map((name) => JSON.parse(readFileSync(path.join(resultsFolder, name), 'utf8')))
    .sort((one, other) => one.file.localeCompare(other.file));
  const rows = results.map(
    ({ file, date, passed, failed, minutes }) => `| \`${file}\` | ${passed} | ${failed} | ${minutes.toFixed(1)} | ${date} |`,
  );
  return ['| file | passed | failed | minutes | last run |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

async function main() {
  if (options.help) {
    explain();
    return 0;
  }
  await prepareForTests();
  mkdirSync(resultsFolder, { recursive: true });
  const report = inRoot('.cache/test-results-long.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runTool('vitest', ['run', '--project', 'long', ...positionals, ...reporters]);
  if (existsSync(report)) {
    keepResults(report);
  }
  if (options['write-docs']) {
    const text = drawTable();
    process.stdout.write(`\n${text}\n`);
    putMeasured('docs/long-tests.md', text);
  }
  return code;
}

process.exitCode = await main();
