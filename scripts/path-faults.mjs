// npm run test:path-faults: breaks a network path in namespaces in every way that is known, and looks whether the verdict names the cause.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawPathFaults } from './path-faults-table.mjs';
import { ensureDebianPackages, ensureDependencies, inRoot, packagesIn, runTool } from './workspace.mjs';

const rowsFile = inRoot('.cache/path-faults.jsonl');
const docsFile = inRoot('docs/path-faults.md');
const marks = ['<!-- measured: begin -->', '<!-- measured: end -->'];

const { values: options } = parseArgs({
  options: { 'write-docs': { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});

function writeDocs(text) {
  const [begin, end] = marks;
  const docs = readFileSync(docsFile, 'utf8');
  const from = docs.indexOf(begin);
  const to = docs.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`${docsFile} lacks the lines ${begin} and ${end}, between which the table goes.`);
  }
  writeFileSync(docsFile, `${docs.slice(0, from + begin.length)}\n\n${text}\n${docs.slice(to)}`);
}

async function main() {
  if (options.help) {
    process.stdout.write(`npm run test:path-faults [-- --write-docs]

Needs root on Linux: the path is rebuilt in network namespaces. Takes some minutes. --write-docs puts the table into docs/path-faults.md.
`);
    return 0;
  }
  await ensureDependencies();
  await ensureDebianPackages(packagesIn('scripts/path-packages.txt'));
  const code = await runTool('vitest', ['run', '--project', 'path-faults', '--reporter=verbose']);
  if (!existsSync(rowsFile)) {
    process.stderr.write('No fault was tried: this needs root on Linux, and network namespaces.\n');
    return 1;
  }
  const rows = readFileSync(rowsFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const text = drawPathFaults(rows);
  process.stdout.write(`\n${text}\n`);
  if (options['write-docs']) {
    writeDocs(text);
  }
  return code;
}

process.exitCode = await main();
