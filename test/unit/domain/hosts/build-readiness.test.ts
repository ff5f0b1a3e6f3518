import { describe, expect, it } from 'vitest';
import { known, unavailable } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import type { BridgeHelperFacts, HostFacts } from '#domain/hosts/host-facts.ts';
import type { Link, NetfilterFacts } from '#domain/hosts/network-facts.ts';
import type { ReadinessLine } from '#domain/hosts/readiness.ts';
import { aDiskFolder, aHost, aLink, aThinPool, aVolumeGroup } from '#fakes/host-facts.ts';
import { readRecordedHost } from '../../../fixtures/read-fixture.ts';

function lineOf(id: string, facts: HostFacts, bridge?: string): ReadinessLine {
  const line = buildReadiness(facts, bridge === undefined ? {} : { bridge }).lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
}

const withLinks = (links: readonly Link[]) => aHost({ network: { ...aHost().network, links: known(links, 'ip -j -d -s link') } });

function withNetfilter(more: Partial<NetfilterFacts>): HostFacts {
  const base = {
    ipForward: false,
    bridgeCallsIptables: true,
    forwardPolicy: 'drop',
    forwardRules: [],
    source: 'iptables-save',
  } as const;
  return aHost({ network: { ...aHost().network, netfilter: known({ ...base, ...more }, 'iptables-save') } });
}

function withHelper(more: Partial<BridgeHelperFacts>): HostFacts {
  const base = aHost().bridgeHelper;
  return aHost({ bridgeHelper: base.kind === 'known' ? known({ ...base.value, ...more }, base.command) : base });
}

describe('readiness', () => {
  it('of the seed’s host is ok in every line, in the order a person sets a host up', () => {
    const { level, lines } = buildReadiness(aHost());
    expect(lines.filter((line) => line.level !== 'ok')).toEqual([]);
    expect(level).toBe('ok');
    expect(lines.map(({ id }) => id)).toEqual([
      'hardware-virtualisation',
      'kvm-module',
      'nested',
      'qemu',
      'bridge',
      'bridge-uplink',
      'bridge-allowed',
      'bridge-helper',
      'mac-addresses',
      'ip-forward',
      'bridge-filter',
      'volume-group',
      'memory',
      'tcpdump',
      'clock',
      'definitions',
    ]);
  });

  it('says in every line what was found, why it matters and which command told', () => {
    for (const line of buildReadiness(readRecordedHost('debian-12/collect.txt')).lines) {
      expect(line.found, line.id).not.toBe('');
      expect(line.why, line.id).toMatch(/\.$/);
      expect(line.command, line.id).not.toBe('');
      expect(line.remedy === null, line.id).toBe(line.level === 'ok');
    }
  });

  it('is as bad as its worst line', () => {
    expect(buildReadiness(withNetfilter({})).level).toBe('missing');
    expect(buildReadiness(aHost({ tools: unavailable('command -v', 'x') })).level).toBe('unknown');
  });

  it('never shows what could not be read as ok', () => {
    const nothing = unavailable('cat /proc/meminfo', 'it is not there');
    expect(lineOf('memory', aHost({ memory: nothing }))).toMatchObject({
      level: 'unknown',
      found: 'it is not there',
      command: 'cat /proc/meminfo',
    });
  });
});

describe('the processor', () => {
  it.each([
    ['intel', 'kvm_intel'],
    ['amd', 'kvm_amd'],
  ] as const)('of %s is told which module to load and to nest with', (vendor, module) => {
    const cpu = known(
      { vendor, model: 'x', threads: 2, virtualisation: vendor === 'amd' ? 'svm' : 'vmx' } as const,
      'cat /proc/cpuinfo',
    );
    expect(
      lineOf('kvm-module', aHost({ cpu, kvm: known({ device: 'absent', modules: [], nested: 'unknown' }, 'ls') })).remedy,
    ).toBe(`modprobe ${module}`);
    const off = lineOf('nested', aHost({ cpu, kvm: known({ device: 'usable', modules: ['kvm', module], nested: 'off' }, 'ls') }));
    expect(off).toMatchObject({ level: 'missing', remedy: expect.stringContaining(`options ${module} nested=1`) as string });
  });

  it('without virtualisation is missing it', () => {
    const cpu = known({ vendor: 'amd', model: 'EPYC', threads: 1, virtualisation: 'none' } as const, 'cat /proc/cpuinfo');
    expect(lineOf('hardware-virtualisation', aHost({ cpu }))).toMatchObject({
      level: 'missing',
      remedy: expect.stringContaining('SVM') as string,
    });
  });

  it('that a plain user may not use is a warning', () => {
    const facts = aHost({
      loginUser: 'ada',
      privilege: 'none',
      kvm: known({ device: 'no-access', modules: ['kvm'], nested: 'on' }, 'ls'),
    });
    expect(lineOf('kvm-module', facts)).toMatchObject({
      level: 'warning',
      remedy: expect.stringContaining('usermod -aG kvm ada') as string,
    });
  });
});

describe('what must be installed', () => {
  it.each([
    ['apt-get', 'apt-get install qemu-system-x86'],
    ['dnf', 'dnf install qemu-kvm'],
    [null, 'Install QEMU with the tools of this host'],
  ] as const)('with %s: %s', (packageManager, remedy) => {
    const line = lineOf('qemu', aHost({ packageManager, qemu: known({ binaries: [] }, 'qemu-kvm -version') }));
    expect(line).toMatchObject({ level: 'missing', remedy: expect.stringContaining(remedy) as string });
  });

  it('names LVM where there is none', () => {
    const storage = {
      groups: unavailable('vgs', 'vgs is not installed on this host'),
      volumes: unavailable('lvs', 'lvs is not installed on this host'),
      folders: known([], 'stat'),
    };
    expect(lineOf('volume-group', aHost({ storage }))).toMatchObject({ level: 'missing', remedy: 'apt-get install lvm2' });
    const withFolder = aHost({ storage: { ...storage, folders: aHost().storage.folders } });
    expect(lineOf('volume-group', withFolder)).toMatchObject({ level: 'warning', remedy: 'apt-get install lvm2' });
  });
});

describe('the bridge', () => {
  it('that is not there is missing, and those that are, are named', () => {
    expect(lineOf('bridge', withLinks([aLink('virbr0', 'bridge')]), 'br0')).toMatchObject({
      level: 'missing',
      found: 'no br0; there is virbr0',
    });
  });

  it('without a physical port is a warning that names the candidates', () => {
    const line = lineOf('bridge-uplink', withLinks([aLink('em1', 'physical'), aLink('em2', 'physical'), aLink('br0', 'bridge')]));
    expect(line).toMatchObject({ level: 'warning', found: 'no physical port in br0; em1, em2 are in no bridge' });
    expect(line.remedy).toContain('ip link set em1 master br0');
  });

  it('is ok with a bond or a VLAN as well', () => {
    expect(lineOf('bridge-uplink', withLinks([aLink('bond0', 'bond', { master: 'br0' }), aLink('br0', 'bridge')])).level).toBe(
      'ok',
    );
  });

  it.each<[string, Partial<BridgeHelperFacts>, string, string]>([
    ['allow br0', {}, 'ok', 'says allow br0'],
    ['allow all', { rules: [{ action: 'allow', value: 'all' }] }, 'ok', 'says allow all'],
    [
      'an include that allows',
      {
        rules: [
          { action: 'include', value: '/x' },
          { action: 'allow', value: 'br0' },
        ],
      },
      'ok',
      'allow br0',
    ],
    [
      'deny after allow',
      {
        rules: [
          { action: 'allow', value: 'all' },
          { action: 'deny', value: 'br0' },
        ],
      },
      'missing',
      'deny br0',
    ],
    [
      'deny before allow',
      {
        rules: [
          { action: 'deny', value: 'all' },
          { action: 'allow', value: 'br0' },
        ],
      },
      'missing',
      'deny all',
    ],
    ['another bridge', { rules: [{ action: 'allow', value: 'br1' }] }, 'missing', 'does not allow br0; it says allow br1'],
    ['no rule', { rules: [] }, 'missing', 'it is empty'],
    ['no file', { configPath: null, rules: [] }, 'missing', 'there is no /etc/qemu/bridge.conf'],
    ['a line the helper refuses', { unknownLines: ['permit br0'] }, 'missing', 'permit br0'],
  ])('bridge.conf with %s', (_, helper, level, found) => {
    expect(lineOf('bridge-allowed', withHelper(helper))).toMatchObject({
      level,
      found: expect.stringContaining(found) as string,
    });
  });

  it('helper need not be setuid for root', () => {
    expect(lineOf('bridge-helper', withHelper({ isPrivileged: false })).level).toBe('ok');
    expect(lineOf('bridge-helper', { ...withHelper({ isPrivileged: false }), privilege: 'none' }).level).toBe('warning');
  });
});

describe('forwarding', () => {
  it('off is never flagged: a bridge needs none', () => {
    expect(lineOf('ip-forward', withNetfilter({ ipForward: false }))).toMatchObject({
      level: 'ok',
      found: expect.stringContaining('off') as string,
    });
  });

  it.each<[string, Partial<NetfilterFacts>, string]>([
    ['dropped', {}, 'missing'],
    ['dropped, with a rule for the bridge', { forwardRules: ['-A FORWARD -i br0 -o br0 -j ACCEPT'] }, 'warning'],
    [
      'dropped, with a rule for bridged frames',
      { forwardRules: ['-A FORWARD -m physdev --physdev-is-bridged -j ACCEPT'] },
      'warning',
    ],
    [
      'dropped, with a rule for something else',
      { forwardRules: ['-A FORWARD -i br0.5 -j ACCEPT', '-A FORWARD -i br0 -p tcp -j ACCEPT'] },
      'missing',
    ],
    ['accepted', { forwardPolicy: 'accept' }, 'ok'],
    ['not filtered at all', { forwardPolicy: 'none' }, 'ok'],
    ['never asked', { bridgeCallsIptables: null }, 'ok'],
    ['switched off', { bridgeCallsIptables: false }, 'ok'],
    ['unknown', { forwardPolicy: null }, 'unknown'],
  ])('bridged frames %s', (_, netfilter, level) => {
    expect(lineOf('bridge-filter', withNetfilter(netfilter)).level).toBe(level);
  });
});

describe('room', () => {
  const withGroups = (...groups: ReturnType<typeof aVolumeGroup>[]) =>
    aHost({ storage: { ...aHost().storage, groups: known(groups, 'vgs'), folders: known([], 'stat') } });

  it('on disk: no group, but a folder or a thin pool', () => {
    const { storage } = withGroups();
    const folders = known([aDiskFolder()], 'stat');
    expect(lineOf('volume-group', aHost({ storage: { ...storage, folders } }))).toMatchObject({
      level: 'warning',
      found: 'there is no volume group; disks become files in /var/lib/nutshell/disks: 60 GiB of 100 GiB free',
    });
    const volumes = known([aThinPool('pool0')], 'lvs');
    const groups = known([aVolumeGroup('vg01', 0)], 'vgs');
    expect(lineOf('volume-group', aHost({ storage: { ...storage, groups, volumes } }))).toMatchObject({
      level: 'ok',
      found: 'vg01: 0 B of 2 TiB free; thin pool vg01/pool0: 150 GiB of 200 GiB free',
    });
  });

  it.each([
    ['no group', withGroups(), 'missing', 'there is no volume group'],
    ['an exported one', withGroups({ ...aVolumeGroup('vg01', 900), attributes: 'wzxn--' }), 'missing', 'vg01: cannot be used'],
    ['a full group', withGroups(aVolumeGroup('vg01', 0)), 'missing', 'vg01: 0 B of 2 TiB free'],
    ['a small one', withGroups(aVolumeGroup('vg01', 7.5)), 'warning', 'vg01: 7.5 GiB of 2 TiB free'],
    [
      'two, one of them full',
      withGroups(aVolumeGroup('vg00', 0), aVolumeGroup('vg01', 900)),
      'ok',
      'vg00: 0 B of 2 TiB free; vg01: 900 GiB of 2 TiB free',
    ],
  ])('on disk: %s', (_, facts, level, found) => {
    expect(lineOf('volume-group', facts)).toMatchObject({ level, found });
  });

  it.each([
    [1024, 900, 'missing'],
    [8192, 1000, 'warning'],
    [8192, 8000, 'ok'],
  ])('in memory: %i MiB, %i available', (totalMiB, availableMiB, level) => {
    expect(lineOf('memory', aHost({ memory: known({ totalMiB, availableMiB, swapTotalMiB: 0 }, 'free') })).level).toBe(level);
  });
});

describe('the clock', () => {
  it.each([
    [0, 'ok', 'same time as this laptop'],
    [-90_000, 'ok', '90 s behind this laptop'],
    [121_000, 'warning', '2 min ahead of this laptop'],
    [-10_800_000, 'warning', '3 h behind this laptop'],
  ])('%i ms apart', (skewMs, level, found) => {
    const facts = aHost({ clock: known({ hostEpochMs: 0, skewMs, isSynchronised: null }, 'date') });
    expect(lineOf('clock', facts)).toMatchObject({ level, found });
  });
});
