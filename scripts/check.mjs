// npm run check: types, lint, layers, format, shell scripts, unit tests. Runs them all and says at the end which failed.
import { run } from './workspace.mjs';

const withoutUnitTests = process.argv.includes('--no-unit');
const checks = ['types', 'lint', 'layers', 'format', 'shell', ...(withoutUnitTests ? [] : ['unit'])];
const failed = [];
for (const check of checks) {
  const startedMs = Date.now();
  const code = await run('npm', ['run', '--silent', `check:${check}`]);
  process.stderr.write(
    `${code === 0 ? 'ok    ' : 'FAILED'} check:${check} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)\n`,
  );
  if (code !== 0) {
    failed.push(check);
  }
}
if (failed.length > 0) {
  process.stderr.write(`These checks failed: ${failed.join(', ')}. \`npm run fix\` mends what a tool can mend.\n`);
  process.exitCode = 1;
}
