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
  options: {
    'write-docs': { type: 'boolean', default: false },
    continue: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function explain() {
  process.stdout.write(`npm run test:faults [-- OPTIONS] [SECTION ...]

  SECTION       any of: ${sections.join(', ')} (default: all)
  --continue    go on where an earlier run was ended: rows that were proven are not run again
  --write-docs  put the tables into docs/reliability.md: of these sections as they ran now, of the others as they ran last

Needs the practice host. All sections take hours under emulation; each can be run alone.
`);
}

const incidentsNow = () => (existsSync(incidentsFile) ? readFileSync(incidentsFile, 'utf8').trim().split('\n').length : 0);

const toRowsFile = (section) => inRoot('.cache/faults', `${section}.jsonl`);
const toSummaryFile = (section) => inRoot('.cache/faults', `${section}.summary.json`);
const noRun = { proven: 0, minutes: 0, hangs: 0 };

function readRows(section) {
  const file = toRowsFile(section);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** Drops the rows of an earlier run that did not pass; how long that run was, and how often the host hung in it. */
function keepProven(section) {
  const proven = readRows(section).filter(({ isAsExpected }) => isAsExpected === true);
  writeFileSync(toRowsFile(section), proven.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const summary = toSummaryFile(section);
  const { minutes, hangs } = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : noRun;
  return { proven: proven.length, minutes, hangs };
}

/** A run that was ended before its time has written no results; its rows are there. */
function countEnds(section, results, earlier) {
  if (!existsSync(results)) {
    const rows = readRows(section);
    const passed = rows.filter(({ isAsExpected }) => isAsExpected !== false).length;
    return { isWhole: false, passed, failed: rows.length - passed };
  }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
  return { isWhole: true, passed: earlier.proven + numPassedTests, failed: numFailedTests };
}

/** Runs one section and keeps, beside its rows, how it ended. */
async function runSection(section) {
  const before = incidentsNow();
  const rows = toRowsFile(section);
  const earlier = options.continue ? keepProven(section) : noRun;
  if (!options.continue) {
    rmSync(rows, { force: true });
  }
  const results = inRoot('.cache/faults', `${section}.results.json`);
  rmSync(results, { force: true });
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${results}`];
  const startedMs = Date.now();
  const code = await runTool('vitest', ['run', '--project', 'faults', `test/faults/${section}.test.ts`, ...reporters]);
  const summary = {
    section,
    date: new Date().toISOString().slice(0, 10),
    ...countEnds(section, results, earlier),
    hangs: earlier.hangs + incidentsNow() - before,
    minutes: earlier.minutes + (Date.now() - startedMs) / 60_000,
  };
  writeFileSync(toSummaryFile(section), JSON.stringify(summary));
  return code;
}

/** Everything that was recorded, of this run and of earlier ones. */
function readResults() {
  return sections.flatMap((section) => {
    const summary = toSummaryFile(section);
    return existsSync(summary) ? [{ ...JSON.parse(readFileSync(summary, 'utf8')), rows: readRows(section) }] : [];
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
