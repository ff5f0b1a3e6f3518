import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const shells = (['dash', 'bash', 'busybox sh'] as const).filter(
  (shell) => spawnSync('sh', ['-c', `command -v ${shell.split(' ')[0] ?? ''}`]).status === 0,
);

describe.skipIf(process.platform !== 'linux').each(shells)('the ends of logs, under %s', (shell) => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutshell-logs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const tail = (...patterns: readonly string[]) => {
    const [program = 'sh', ...args] = shell.split(' ');
    return spawnSync(program, [...args, 'resources/host/tail-logs.sh', '2', ...patterns], { encoding: 'utf8' });
  };

  it('are those of every file that a pattern names, and nothing of what is not there', () => {
    writeFileSync(join(folder, 'a.log'), '1\n2\n3\n');
    writeFileSync(join(folder, 'b.log'), 'only\n');
    const { stdout, status } = tail(join(folder, '*.log'), join(folder, 'none'), join(folder, '*.txt'));
    expect(stdout).toBe(`== ${join(folder, 'a.log')}\n2\n3\n== ${join(folder, 'b.log')}\nonly\n`);
    expect(status).toBe(0);
  });

  it('take a pattern for names only', () => {
    const { stdout } = tail('$(id)', '`id`', '; id');
    expect(stdout).toBe('');
  });
});
