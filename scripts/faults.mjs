// npm run test:faults: breaks a practice host on purpose, at every step of every change, and tells what became of it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawReliability } from './faults-table.mjs';
import { inRoot, prepareForTests, putMeasured, runTool } from './workspace.mjs';

const testFolder = inRoot('test/faults');
const resultsFolder = inRoot('.cache/faults');
const incidentsFile = inRoot('.cache/practice-incidents.txt');
// short.test.ts holds rows of the others, for npm test.
const sections = readdirSync(testFolder)
  .map((name) => /^([a-z-]+)\.test\.ts$/.exec(name)?.[1])
  .filter((name) => name !== undefined && name !== 'short');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'write-docs': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});

function explain() {
  process.stdout.write(`npm run test:faults [-- OPTIONS] [SECTION ...]

  SECTION       any of: ${sections.join(', ')} (default: all)
  --write-docs  put the tables into docs/reliability.md: of these sections as they ran now, of the others as they ran last

Needs the practice host. All sections take hours under emulation; each can be run alone.
`);
}

const incidentsNow = () => (existsSync(incidentsFile) ? readFileSync(incidentsFile, 'utf8').trim().split('\n').length : 0);

/** Runs one section and keeps, beside its rows, how it ended. */
async function runSection(section) {
  const rows = inRoot('.cache/faults', `${section}.jsonl`);
  const before = incidentsNow();
  rmSync(rows, { force: true });
  const results = inRoot('.cache/faults', `${section}.results.json`);
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${results}`];
  const startedMs = Date.now();
  const code = await runTool('vitest', ['run', '--project', 'faults', `test/faults/${section}.test.ts`, ...reporters]);
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = existsSync(results)
    ? JSON.parse(readFileSync(results, 'utf8'))
    : {};
  const date = new Date().toISOString().slice(0, 10);
  const summary = { section, date, passed, failed, hangs: incidentsNow() - before, minutes: (Date.now() - startedMs) / 60_000 };
  writeFileSync(inRoot('.cache/faults', `${section}.summary.json`), JSON.stringify(summary));
  return code;
}

/** Everything that was recorded, of this run and of earlier ones. */
function readResults() {
  return sections.flatMap((section) => {
    const summary = inRoot('.cache/faults', `${section}.summary.json`);
    const rows = inRoot('.cache/faults', `${section}.jsonl`);
    if (!existsSync(summary) || !existsSync(rows)) {
      return [];
    }
    const lines = readFileSync(rows, 'utf8').trim().split('\n');
    return [{ ...JSON.parse(readFileSync(summary, 'utf8')), rows: lines.map((line) => JSON.parse(line)) }];
  });
}

async function main() {
  const unknown = positionals.filter((name) => !sections.includes(name));
  if (options.help || unknown.length > 0) {
    explain();
    return unknown.length > 0 ? 2 : 0;
  }
  await prepareForTests();
  mkdirSync(resultsFolder, { recursive: true });
  const codes = [];
  for (const section of positionals.length > 0 ? positionals : sections) {
    codes.push(await runSection(section));
  }
  const text = drawReliability(readResults());
  process.stdout.write(`\n${text}\n`);
  if (options['write-docs']) {
    putMeasured('docs/reliability.md', text);
  }
  return codes.every((code) => code === 0) ? 0 : 1;
}

process.exitCode = await main();
