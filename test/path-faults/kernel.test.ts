import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { buildKernelOrder } from '#domain/path/trace/kernel/build-kernel-order.ts';
import { buildTraceProbe } from '#domain/path/trace/trace-probe.ts';
import { createPathReplica, whyNoReplica } from '#support/path-replica.ts';
import { traceReplica } from './trace-replica.ts';

const reason = whyNoReplica();
const timeout = 240_000;
const replica = createPathReplica(`nshk${process.pid}`);
const places = ['host', 'machine', 'nested'] as const;
const has = (program: string) => execFileSync('sh', ['-c', `command -v ${program} || true`], { encoding: 'utf8' }).trim() !== '';
const shells = (['dash', 'bash', 'busybox sh'] as const).filter((shell) => has(shell.split(' ')[0] ?? ''));
/** The kernel's log belongs to the whole machine; what namespaces have to say is only written there on demand. */
const logSwitch = '/proc/sys/net/netfilter/nf_log_all_netns';

/** Tables, rules and processes that have a name of ours, in all places. */
function leftovers(): string {
  return places
    .flatMap((place) => [
      replica.run(place, 'nft list tables; grep -q raw /proc/net/ip_tables_names && iptables-legacy -t raw -S; true'),
      ...execFileSync('ip', ['netns', 'pids', replica.nameOf(place)], { encoding: 'utf8' })
        .split('\n')
        .map(readArguments),
    ])
    .flatMap((text) => text.match(/.*nutshell_trace_.*|nft monitor.*/g) ?? [])
    .join('\n');
}

function readArguments(pid: string): string {
  try {
    return pid === '' ? '' : readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

async function untilNothingIsLeft(): Promise<string> {
  for (let tries = 0; tries < 60 && leftovers() !== ''; tries += 1) await new Promise((resolve) => setTimeout(resolve, 250));
  return leftovers();
}

describe.skipIf(reason !== null)(`kernel evidence${reason === null ? '' : ` (not run: ${reason})`}`, { timeout }, () => {
  beforeEach(() => replica.build());
  afterAll(() => replica.remove());

  it('changes no verdict of a healthy path, and leaves nothing', async () => {
    const { verdict, kernel } = await traceReplica(replica, { hasKernelConsent: true });
    expect(verdict).toMatchObject({ outcome: 'passed', certainty: 'seen' });
    expect(kernel.map(({ place }) => place)).toEqual(places);
    for (const { engines, lines, leftovers: left, unswept } of kernel) {
      expect(engines).toContain('nft');
      expect(lines.length).toBeGreaterThan(5);
      expect([left, unswept]).toEqual([[], null]);
    }
    expect(await untilNothingIsLeft()).toBe('');
  });

  it('asks no kernel without consent', async () => {
    expect((await traceReplica(replica)).kernel).toEqual([]);
  });

  it('proves a cause that the walk knows, with the rule that the kernel came to', async () => {
    replica.run('machine', 'iptables -D SG1 1');
    const { verdict } = await traceReplica(replica, { hasKernelConsent: true });
    expect(verdict).toMatchObject({ outcome: 'lost', certainty: 'proved', causeId: 'forward-drops' });
    expect(verdict.evidence.map(({ text }) => text).join('\n')).toMatch(/ip filter FORWARD policy drop/);
    expect(verdict.fix).not.toBeNull();
  });

  it('names a rule that the walk cannot judge', async () => {
    replica.run(
      'machine',
      `nft -f - <<'RULES'
table ip odd {
  chain here { type filter hook forward priority 10; meta length 700-1300 drop; }
}
RULES`,
    );
    const { verdict } = await traceReplica(replica, { hasKernelConsent: true });
    expect(verdict, JSON.stringify(verdict)).toMatchObject({ certainty: 'proved' });
    expect(verdict.evidence[0]?.command).toBe('nft monitor trace');
    expect(verdict.evidence.map(({ text }) => text).join('\n')).toMatch(/ip odd here rule .* \(verdict drop\)/);
  });

  it('names a rule among bridges, and one for frames that just came in', async () => {
    replica.run('host', 'nft add table bridge odd; nft add chain bridge odd fw "{ type filter hook forward priority 0; }"');
    replica.run('host', 'nft add rule bridge odd fw ether type ip meta length 700-1400 drop');
    const bridge = await traceReplica(replica, { hasKernelConsent: true });
    expect(bridge.verdict, JSON.stringify(bridge.kernel[0])).toMatchObject({ certainty: 'proved', lastHopId: 'host:br0' });
    replica.run('host', 'nft delete table bridge odd');
    replica.run('machine', 'nft add table netdev odd');
    replica.run('machine', `nft add chain netdev odd in '{ type filter hook ingress device "eth0" priority 0; }'`);
    replica.run('machine', 'nft add rule netdev odd in meta length 700-1400 drop');
    const ingress = await traceReplica(replica, { hasKernelConsent: true });
    expect(ingress.verdict, JSON.stringify(ingress.kernel[1])).toMatchObject({ certainty: 'proved', lastHopId: 'machine:eth0' });
  });

  it('has the old iptables tell by its target TRACE', async () => {
    const before = readFileSync(logSwitch, 'utf8');
    try {
      writeFileSync(logSwitch, '1');
      replica.run('machine', 'iptables-legacy -A FORWARD -p icmp -m length --length 700:1300 -j DROP');
      const { verdict, kernel } = await traceReplica(replica, { hasKernelConsent: true });
      expect(kernel.find(({ place }) => place === 'machine')?.engines, JSON.stringify(kernel)).toContain('iptables');
      expect(verdict, JSON.stringify(verdict)).toMatchObject({ certainty: 'proved', lastHopId: 'machine:eth0' });
      expect(verdict.evidence[0]?.text).toMatch(/^TRACE: filter:FORWARD:rule:1 IN=eth0 OUT=br0/);
      expect(await untilNothingIsLeft()).toBe('');
    } finally {
      writeFileSync(logSwitch, before);
    }
  });

  it('knows the kernel’s reason where no rule is at work', async () => {
    replica.run('host', 'bridge link set dev em1 state 0');
    const { verdict, kernel } = await traceReplica(replica, { hasKernelConsent: true, tracefs: ['host'] });
    expect(kernel[0]?.engines, JSON.stringify(kernel[0]?.unavailable)).toContain('tracefs');
    expect(verdict, JSON.stringify(verdict)).toMatchObject({ certainty: 'proved', causeId: 'uplink-port-blocked' });
    expect(verdict.evidence.map(({ text }) => text).join('\n')).toContain('BRIDGE_INGRESS_STP_STATE');
  });

  it('leaves nothing where the trace is given up in the middle', async () => {
    const controller = new AbortController();
    const onEvent = (event: { kind: string }) => event.kind === 'copy' && controller.abort();
    await traceReplica(replica, { hasKernelConsent: true, signal: controller.signal, onEvent }).catch(() => undefined);
    expect(await untilNothingIsLeft()).toBe('');
  });

  it.each(shells)('takes everything away under %s where the script itself is killed by kill -9', async (shell) => {
    const wish = { origin: 'laptop', protocol: 'icmp', destination: '10.77.0.101', port: null, hasRareLength: true } as const;
    const { name, nftText, iptablesMatches, lengths } = buildKernelOrder(buildTraceProbe(wish, Uint8Array.of(1, 2, 3, 4, 5, 6)), [
      'eth0',
    ]);
    replica.run('machine', 'iptables-legacy -A INPUT -p icmp -j ACCEPT');
    const inside = ['netns', 'exec', replica.nameOf('machine'), ...shell.split(' '), '-s', '--', 'watch', name];
    const child = spawn('ip', [...inside, '60', nftText, iptablesMatches, lengths], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.end(readFileSync('resources/host/kernel-evidence.sh', 'utf8'));
    let said = '';
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => /^r/m.test((said += chunk.toString())) && resolve()),
    );
    expect(said).toMatch(/^r nft iptables$/m);
    expect(leftovers()).toContain('nutshell_trace_01020304');
    child.kill('SIGKILL');
    expect(await untilNothingIsLeft()).toBe('');
  });
});
