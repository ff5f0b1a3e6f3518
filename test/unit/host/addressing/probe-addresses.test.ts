import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalShell } from '#fakes/local-shell.ts';
import { createAddressProber } from '#host/addressing/create-address-prober.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';
import { limitTools } from '#support/limited-tools.ts';
import { resources, shells } from '../operations/operation-bench.ts';

const id = `nut${process.pid % 10_000}`;
const host = `${id}h`;
const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' });
const canUseNamespaces =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('ip', ['netns', 'add', `${id}x`]).status === 0;
const stations = { a: '52:54:00:00:00:0a', b: '52:54:00:00:00:0b', c: '52:54:00:00:00:0c' } as const;

/** A host with br0 and three stations on it; b and c have the same address. */
function layOut(): void {
  ip('netns', 'add', host);
  ip('-n', host, 'link', 'add', 'br0', 'type', 'bridge');
  ip('-n', host, 'addr', 'add', '10.99.0.1/24', 'dev', 'br0');
  ip('-n', host, 'link', 'set', 'br0', 'up');
  for (const [name, mac] of Object.entries(stations)) {
    const space = `${id}${name}`;
    ip('netns', 'add', space);
    ip('-n', host, 'link', 'add', `p${name}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('-n', host, 'link', 'set', `p${name}`, 'master', 'br0', 'up');
    ip('-n', space, 'link', 'set', 'eth0', 'address', mac, 'up');
    ip('-n', space, 'addr', 'add', name === 'a' ? '10.99.0.5/24' : '10.99.0.9/24', 'dev', 'eth0');
  }
}

describe.skipIf(!canUseNamespaces)('probe-addresses.sh', () => {
  beforeAll(layOut);
  afterAll(() => {
    for (const space of ['x', 'h', 'a', 'b', 'c']) spawnSync('ip', ['netns', 'del', `${id}${space}`]);
  });

  const probe = (shell: readonly string[], ranges: readonly string[], device = 'br0') =>
    createAddressProber({ resources, randomBytes: (count) => new Uint8Array(count) })(
      createLocalShell(['ip', 'netns', 'exec', host, ...shell] as [string, ...string[]]),
      { device, ranges: ranges.map(toKnownRange) },
    );

  it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
    'hears under %s who has what, and both where two have one',
    async (_name, shell) => {
      const { neighbours, replies, hostAddresses } = await probe(shell, ['10.99.0.1-10.99.0.12', '10.99.0.40']);
      expect(neighbours.map(({ address }) => formatIpv4(address)).sort()).toEqual(['10.99.0.5', '10.99.0.9']);
      // Stations that know the host may ask it back meanwhile.
      const others = replies?.filter(({ address }) => !hostAddresses.includes(address));
      const heard = new Set(others?.map(({ address, mac }) => `${formatIpv4(address)} ${mac}`));
      expect(heard).toEqual(new Set([`10.99.0.5 ${stations.a}`, `10.99.0.9 ${stations.b}`, `10.99.0.9 ${stations.c}`]));
      expect(hostAddresses.map(formatIpv4)).toContain('10.99.0.1');
    },
  );

  it('does not believe what the kernel remembers of before', async () => {
    ip('-n', host, 'neigh', 'replace', '10.99.0.30', 'lladdr', '52:54:00:00:00:30', 'dev', 'br0', 'nud', 'reachable');
    ip('-n', host, 'neigh', 'replace', '10.99.0.31', 'lladdr', '52:54:00:00:00:31', 'dev', 'br0', 'nud', 'permanent');
    const { neighbours } = await probe(['sh'], ['10.99.0.30-10.99.0.31']);
    const asked = neighbours.filter(({ address }) => /\.3[01]$/.test(formatIpv4(address)));
    expect(asked.map(({ mac }) => mac)).toEqual(['52:54:00:00:00:31']);
  });

  it('says that nobody listened where there is no tcpdump, and what is missing where there is no ping', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nutshell-probe-'));
    const bare = readFileSync('resources/host/frame.sh', 'utf8').replace(/^PATH=.*$/m, '');
    const run = (tools: readonly string[]) => {
      const bin = limitTools(path.join(folder, tools.join('-') || 'none'), []);
      for (const tool of tools)
        execFileSync('ln', [
          '-s',
          execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(),
          path.join(bin, tool),
        ]);
      const text = `${bare}\n${readFileSync('resources/host/probe-addresses.sh', 'utf8')}`;
      const inside = ['netns', 'exec', host, 'env', `PATH=${bin}`, '/bin/sh', '-s', '--', 'n', 'br0', '10.99.0.5'];
      return execFileSync('ip', inside, { input: text, encoding: 'utf8' });
    };
    const deaf = run(['ip', 'ping']);
    expect(deaf).toContain(stations.a);
    expect(deaf).not.toContain('listened=yes');
    expect(run(['ip'])).toContain('ping and ip are needed for this');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is an error where there is no such bridge', async () => {
    await expect(probe(['sh'], ['10.99.0.5'], 'br7')).rejects.toThrow('there is no br7 on this host');
  });
});
