import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostShell } from '#core/ports/host-shell.ts';
import { createKernelWatcher } from '#host/capture/create-kernel-watcher.ts';
import { parseKernelLine } from '#host/capture/parse-kernel-line.ts';

const script = 'resources/host/kernel-evidence.sh';
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const shells = (['dash', 'bash', 'busybox sh'] as const).filter((shell) => has(shell.split(' ')[0] ?? ''));
const isRoot = process.getuid?.() === 0;

function collectFrom(stdout: string) {
  const shell = { run: async () => ({ code: 0, stdout, stderr: '', durationMs: 0 }) } as unknown as HostShell;
  const watcher = createKernelWatcher({ resources: { read: async () => '' } });
  return watcher.collect({ shell, asRoot: false, name: 'nutshell_trace_01020304', signal: new AbortController().signal });
}

describe('what the script that asks a kernel says', () => {
  it('is read line by line, and any line at all is survived', () => {
    expect(parseKernelLine('r nft tracefs')).toEqual({ kind: 'ready', engines: ['nft', 'tracefs'] });
    expect(parseKernelLine('r')).toEqual({ kind: 'ready', engines: [] });
    expect(parseKernelLine('u nft There is no program nft.')).toEqual({
      kind: 'unavailable',
      engine: 'nft',
      reason: 'There is no program nft.',
    });
    expect(parseKernelLine('n trace id 1 ip t c policy drop')).toMatchObject({ kind: 'line', line: { engine: 'nft' } });
    expect(parseKernelLine('b')).toBeNull();
    expect(parseKernelLine('Last login: yesterday')).toBeNull();
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(() => parseKernelLine(line)).not.toThrow();
      }),
    );
  });

  it('tells what is left behind, and whether it came to its end', async () => {
    expect(await collectFrom('t a\nl b\nx nft table ip nutshell_trace_01020304\nz\n')).toEqual({
      lines: [
        { engine: 'tracefs', text: 'a' },
        { engine: 'iptables', text: 'b' },
      ],
      leftovers: ['nft table ip nutshell_trace_01020304'],
      isComplete: true,
    });
    expect((await collectFrom('t a\n')).isComplete).toBe(false);
  });

  it.skipIf(!isRoot).each(shells)('is, under %s and not as root, that only root may ask', (shell) => {
    const [program = 'sh', ...args] = shell.split(' ');
    const run = (...words: readonly string[]) =>
      execFileSync(program, [...args, '-s', '--', ...words], {
        input: readFileSync(script, 'utf8'),
        encoding: 'utf8',
        ...{ uid: 65_534, gid: 65_534 },
      });
    expect(run('watch', 'nutshell_trace_01020304', '60', '', '', '')).toBe(
      'u kernel Only root may ask the kernel: log in as root, or through sudo.\nr\n',
    );
    expect(run('collect', 'nutshell_trace_01020304').trim().endsWith('z')).toBe(true);
  });

  it('is nothing for a name that is not its own: it takes away no other', () => {
    const { status } = spawnSync('sh', [script, 'collect', 'filter']);
    expect(status).toBe(2);
  });
});
