import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHostFacts } from '#host/facts/build-host-facts.ts';
import { parseSections } from '#host/facts/parse-sections.ts';

const nonce = 'nutshell-00112233445566778899aabbccddeeff';
const script = ['frame', 'links', 'qemu-processes', 'disk-folders', 'collect']
  .map((name) => readFileSync(`resources/host/${name}.sh`, 'utf8'))
  .join('\n');

function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function collect(
  [program, ...args]: readonly [string, ...string[]],
  text = script,
  env: NodeJS.ProcessEnv = process.env,
): string {
  return execFileSync(program, [...args, '-s', '--', nonce], {
    input: text,
    env,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
}

function build(text: string) {
  const now = Date.now();
  return buildHostFacts({ text, nonce, privilege: 'root', sentEpochMs: now - 1, receivedEpochMs: now });
}

const shells: readonly (readonly [string, ...string[]])[] = [['dash'], ['bash', '--posix'], ['bash'], ['busybox', 'sh']];

describe.skipIf(process.platform !== 'linux')('collect.sh', () => {
  describe.each(shells.filter(([program]) => has(program)).map((shell) => [shell.join(' '), shell] as const))(
    'under %s',
    (_, shell) => {
      it('tells who the host is, what it has and what runs on it', () => {
        const facts = build(collect(shell));
        expect(facts.kernelRelease).toBe(execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim());
        expect(facts.cpu.kind).toBe('known');
        expect(facts.memory.kind).toBe('known');
        expect(facts.processes.kind).toBe('known');
        expect(facts.definitions.kind).toBe('known');
        expect(facts.storage.folders).toMatchObject({ value: [{ path: '/var/lib/nutshell/disks' }] });
        expect(facts.network.links).toMatchObject({ kind: 'known' });
        expect(facts.network.netfilter.kind).toBe('known');
      });

      it('reads its script to the end, whatever a tool does with standard input', () => {
        const greedy = script.replace('ask_as tools', 'ask cat cat\n  ask_as tools');
        expect(parseSections(collect(shell, greedy), nonce).map(({ name }) => name)).toContain('uptime-after');
      });
    },
  );

  describe('on a host without tools', () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'nutshell-bare-'));
      for (const tool of ['cat', 'grep', 'sed', 'ls', 'date', 'id', 'od']) {
        symlinkSync(execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), join(folder, tool));
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('says for each thing that it is not installed, and reads the kernel for the rest', () => {
      const bare = script.replace(/^PATH=.*$/m, '');
      const facts = build(collect(['/bin/sh'], bare, { PATH: folder }));
      expect(facts.network.links).toMatchObject({ kind: 'known', command: expect.stringContaining('/sys/class/net') as string });
      expect(facts.network.addresses).toMatchObject({ kind: 'unavailable', reason: 'ip is not installed on this host' });
      expect(facts.storage.groups).toMatchObject({ kind: 'unavailable', reason: 'vgs is not installed on this host' });
      expect(facts.qemu).toMatchObject({ kind: 'known', value: { binaries: [] } });
      expect(facts.network.routes.kind).toBe('known');
      expect(facts.processes.kind).toBe('known');
    });
  });
});
