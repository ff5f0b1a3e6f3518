import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const shells = [['dash'], ['bash'], ['busybox', 'sh']] as const;
const there = shells.filter(([program]) => spawnSync(program, ['-c', 'true']).error === undefined);
const script = readFileSync('resources/host/capture-hops.sh', 'utf8');

/** How tcpdump is called where its usage says this, and the system has its user or not. */
function capture(shell: readonly string[], usage: string, hasUser: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  put('tcpdump', `[ "$1" != --help ] || { echo "${usage}" >&2; exit 0; }\necho "$@" >"${folder}/called"`);
  put('id', hasUser ? 'exit 0' : 'exit 1');
  // In front of whatever the shell has of its own: busybox's would take its own id.
  const text = `id() { "${folder}/id" "$@"; }\n${script}`;
  const [program = 'sh', ...before] = shell;
  execFileSync(program, [...before, '-s', '--', '1', '96', 'icmp', 'br0'], {
    input: text,
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
  });
  return readFileSync(join(folder, 'called'), 'utf8');
}

describe.each(there.map((shell) => ({ shell, name: shell.join(' ') })))('capture-hops.sh under $name', ({ shell }) => {
  const usage = '[ -z postrotate-command ] [ -Z user ] [ expression ]';

  it('has tcpdump become its own user where the system has that one', () => {
    expect(capture(shell, usage, true)).not.toContain('-Z');
  });

  it('has it stay root on a small system that lacks the user, where it would end else', () => {
    expect(capture(shell, usage, false)).toContain(' -Z root -w - icmp');
  });

  it('gives an old tcpdump no option that it does not know', () => {
    const called = capture(shell, 'tcpdump version 3.9', false);
    expect(called).not.toMatch(/-Z|immediate/);
    expect(capture(shell, `${usage} [ --immediate-mode ]`, true)).toContain('--immediate-mode');
  });
});
