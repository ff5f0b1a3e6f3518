import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Privilege } from '#domain/hosts/connection.ts';
import { buildCommandLine, buildFedCommandLine, takeGroup } from '#host/ssh/build-command-line.ts';
import { toRun, toScript } from './connecting.ts';

const shells = [['dash'], ['bash'], ['busybox', 'sh']] as const;
const there = shells.filter(([program]) => spawnSync(program, ['-c', 'true']).error === undefined);
const hostile = [
  'two words',
  "it's",
  '$(id)',
  '`id`',
  'a\nb',
  '-n',
  '--',
  '"',
  '\\',
  '*',
  'ü',
  '',
  ';id',
  '!!',
  '#x',
  '~',
  "'; id; '",
];

describe.each(there.map((shell) => ({ shell, name: shell.join(' ') })))('a login shell that is $name', ({ shell }) => {
  const [program, ...before] = shell;
  const run = (text: string, stdin: string): string =>
    execFileSync(program, [...before, '-c', text], { input: stdin, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });

  it.each<Privilege>(['root', 'none'])('gives hostile arguments back unchanged to %s', (privilege) => {
    const argv = buildCommandLine(toRun('printf', '%s|', ...hostile), privilege);
    expect(run(argv.text, argv.stdin)).toBe(`${hostile.join('|')}|`);
    const script = buildCommandLine(toScript('printf "%s|" "$@"', ...hostile), privilege);
    expect(run(script.text, script.stdin)).toBe(`${hostile.join('|')}|`);
  });

  it.each<Privilege>(['root', 'none'])('leaves to a fed script of %s every byte that follows it', (privilege) => {
    const line = buildFedCommandLine(toScript('# ünïcödé\nprintf "%s|" "$@"\ncat', ...hostile), privilege);
    const bytes = 'echo never\n\0\n}\n';
    expect(run(line.text, line.stdin + bytes)).toBe(`${hostile.join('|')}|${bytes}`);
    expect(run(buildFedCommandLine(toRun('cat'), privilege).text, bytes)).toBe(bytes);
  });

  it('runs nothing of a script that was cut off', () => {
    const { text, stdin } = buildCommandLine(toScript('echo one\necho two'), 'none');
    expect(() => run(text, stdin.slice(0, stdin.indexOf('two')))).toThrow();
  });
});

describe('the command line', () => {
  it('becomes root where the login is not root already', () => {
    const request = { ...toRun('lvs'), asRoot: true };
    const english = `sh -c 'LC_ALL=C; export LC_ALL; exec "$@"' sh`;
    expect(buildCommandLine(request, 'sudo').text).toBe(`exec ${english} sudo -n -- ${english} lvs`);
    expect(buildCommandLine(request, 'root').text).not.toContain('sudo');
  });

  it('leaves it to PATH which program is run: busybox started by env takes its own', () => {
    for (const privilege of ['root', 'none', 'sudo'] as const) {
      expect(buildCommandLine({ ...toRun('ip', '-j', 'addr'), asRoot: true }, privilege).text).not.toContain('env ');
    }
  });

  it('takes the process group out of stderr, once', () => {
    expect(takeGroup('motd\nnutshell-group 42\nerror\nnutshell-group 1\n')).toEqual({
      group: 42,
      stderr: 'motd\nerror\nnutshell-group 1\n',
    });
    expect(takeGroup('nutshell-group 4')).toEqual({ group: null, stderr: 'nutshell-group 4' });
  });
});
