// npm run bench: measures what Nutshell costs beside the tools a person would use instead. Judges nothing and fails for no time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { drawMarkdown, drawText } from './bench-table.mjs';
import {
  ensureBuild,
  ensureDebianPackages,
  ensureDependencies,
  inRoot,
  packagesIn,
  putMeasured,
  root,
  runTool,
} from './workspace.mjs';

const sections = ['reading', 'latency', 'launch', 'console', 'events', 'live'];
const sectionFolder = inRoot('.cache/bench');
const resultsFile = inRoot('bench-results.json');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function explain() {
  process.stdout.write(`npm run bench [-- OPTIONS] [SECTION ...]

  SECTION       any of: ${sections.join(', ')} (default: all)
  --write-docs  also put the tables into docs/bench.md
  --quick       a few rounds only, for work on the benchmark itself

Prints tables and writes bench-results.json. Takes about a quarter of an hour on a quiet machine; on a busy one its numbers say little.
`);
}

/** Why these options make no sense together; null where they do. */
function findMisuse() {
  const unknown = positionals.filter((name) => !sections.includes(name));
  if (unknown.length > 0) {
    return `There is no section ${unknown.join(', ')}. There are: ${sections.join(', ')}.`;
  }
  if (options['write-docs'] && options.quick) {
    return 'The documentation gets full rounds only: leave out --quick, or --write-docs.';
  }
  return process.platform === 'linux' ? null : 'The benchmark needs Linux: it starts sshd and the practice host on this machine.';
}

function firstLine(program, args) {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: root });
  return (stdout || stderr || 'unknown').split('\n')[0];
}

/** Of one section: the sections may be measured one at a time. */
function describeRun(loadBefore) {
  const toText = (load) => load.map((value) => value.toFixed(1)).join(' ');
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: firstLine('git', ['rev-parse', '--short', 'HEAD']),
    load: `${toText(loadBefore)} before, ${toText(os.loadavg())} after`,
    isQuick: options.quick,
  };
}

function describeMachine() {
  const cpus = os.cpus();
  return {
    processor: `${cpus.length} × ${cpus[0]?.model ?? 'unknown'}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    openssh: firstLine('ssh', ['-V']),
    qemu: firstLine('qemu-system-x86_64', ['--version']),
  };
}

function readSections() {
  return existsSync(sectionFolder)
    ? readdirSync(sectionFolder)
        .sort()
        .map((name) => JSON.parse(readFileSync(inRoot('.cache/bench', name), 'utf8')))
    : [];
}

/** What is measured now replaces what was; the other sections stay as they were measured last. */
function forgetSections(names) {
  for (const file of readdirSync(sectionFolder)) {
    if (names.some((name) => file.endsWith(`-${name}.json`))) {
      rmSync(inRoot('.cache/bench', file));
    }
  }
}

/** Adds how it was measured to every section that does not say so yet. */
function noteRun(run) {
  for (const section of readSections().filter(({ measured }) => measured === undefined)) {
    writeFileSync(inRoot('.cache/bench', `${section.id}.json`), JSON.stringify({ ...section, measured: run }, null, 2));
  }
}

async function main() {
  await ensureDependencies();
  await ensureDebianPackages(
    packagesIn(
      'scripts/bench-packages.txt',
      'resources/practice/host/build-machine-packages.txt',
      'resources/practice/installer/packages.txt',
    ),
  );
  await ensureBuild({ quiet: true });
  mkdirSync(sectionFolder, { recursive: true });
  forgetSections(positionals.length > 0 ? positionals : sections);
  const loadBefore = os.loadavg();
  const code = await runTool('vitest', ['run', '--project', 'bench', '--project', 'bench-live', ...positionals], {
    env: { ...process.env, NUTSHELL_BENCH_RESULTS: sectionFolder, NUTSHELL_BENCH_QUICK: options.quick ? '1' : '' },
  });
  noteRun(describeRun(loadBefore));
  const results = { machine: describeMachine(), sections: readSections() };
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${drawText(results)}\nAll values: bench-results.json\n`);
  if (code !== 0) {
    process.stdout.write('Something could not be measured: see above.\n');
  } else if (options['write-docs']) {
    putMeasured('docs/bench.md', drawMarkdown(results));
    process.stdout.write('The tables are in docs/bench.md now. Read what stands around them: is it still true?\n');
  }
  process.exitCode = code === 0 ? 0 : 1;
}

const misuse = findMisuse();
if (options.help) {
  explain();
} else if (misuse) {
  process.stderr.write(`${misuse}\n`);
  process.exitCode = 2;
} else {
  await main();
}
