import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildPlaceFacts } from '#host/path/build-place-facts.ts';

const nonce = 'nutshell-00112233445566778899aabbccddeeff';
const script = ['frame', 'links', 'qemu-processes', 'inspect-network']
  .map((name) => readFileSync(`resources/host/${name}.sh`, 'utf8'))
  .join('\n');
const shells: readonly (readonly [string, ...string[]])[] = [['dash'], ['bash', '--posix'], ['bash'], ['busybox', 'sh']];
const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

describe.skipIf(process.platform !== 'linux')('inspect-network.sh', () => {
  it.each(shells.filter(([program]) => has(program)).map((shell) => [shell.join(' '), shell] as const))(
    'under %s',
    (_, shell) => {
      const [program, ...args] = shell;
      const text = execFileSync(program, [...args, '-s', '--', nonce], {
        input: script,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const facts = buildPlaceFacts({ text, nonce, receivedEpochMs: 0 });
      expect(facts.name).toBe(readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
      expect(facts.links).toMatchObject({ kind: 'known' });
      expect(facts.bridges).toMatchObject({ kind: 'known' });
      expect(facts.switches).toMatchObject({ value: { 'ipv4/ip_forward': expect.stringMatching(/^[01]$/) as string } });
      expect(facts.counters).toMatchObject({ value: { IpForwarding: expect.any(Number) as number } });
    },
  );
});
