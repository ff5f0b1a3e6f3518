import { describe, expect, it } from 'vitest';
import { valueOr } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import { buildHostFacts } from '#host/facts/build-host-facts.ts';
import { readFixture, readRecordedHost, recordedNonce } from '../../../fixtures/read-fixture.ts';

const linksOf = (facts: HostFacts) => valueOr(facts.network.links, []);

describe('facts of a recorded Debian 12 host', () => {
  const facts = readRecordedHost('debian-12/collect.txt');

  it('says who it is', () => {
    expect(facts).toMatchObject({
      hostName: 'lab',
      distribution: 'Debian GNU/Linux 12 (bookworm)',
      packageManager: 'apt-get',
      loginUser: 'root',
    });
  });

  it('tells links with their kinds, masters, addresses and port states', () => {
    const byName = new Map(linksOf(facts).map((link) => [link.name, link]));
    expect(byName.get('br0')).toMatchObject({
      kind: 'bridge',
      state: 'up',
      addresses: [{ address: '10.101.1.10', prefixLength: 16 }, { family: 'inet6' }],
    });
    expect(byName.get('tap0')).toMatchObject({ kind: 'tap', master: 'br0', portState: 'forwarding', state: 'up', parent: null });
    expect(byName.get('em1')).toMatchObject({ kind: 'veth', master: 'br0', parent: null });
    expect(byName.get('lo')).toMatchObject({ kind: 'loopback', mac: null });
    expect(byName.get('tap7')?.counters?.rxPackets).toBeGreaterThan(0);
  });

  it('tells the default route, what was learned, and who listens', () => {
    expect(valueOr(facts.network.routes, [])).toContainEqual(
      expect.objectContaining({ destination: 'default', gateway: '10.101.0.2', device: 'br0' }),
    );
    expect(valueOr(facts.network.forwarding, [])).toContainEqual({
      mac: '52:54:00:12:34:56',
      port: 'tap7',
      bridge: 'br0',
      isLocal: false,
    });
    expect(valueOr(facts.network.forwarding, []).filter(({ mac }) => mac.startsWith('33:33'))).toEqual([]);
    expect(valueOr(facts.network.listening, []).map(({ port }) => port)).toEqual(expect.arrayContaining([5900, 5901, 5902]));
    expect(facts.network.nameservers).toMatchObject({ value: ['10.101.0.2'] });
  });

  it('tells every QEMU process with its whole command line, its taps and where it began', () => {
    const processes = valueOr(facts.processes, []);
    expect(processes).toHaveLength(4);
    expect(processes.map(({ taps }) => taps)).toEqual(
      expect.arrayContaining([['tap0'], ['tap7'], ['tap100i0'], ['vnet0', 'vnet1']]),
    );
    expect(processes.find(({ taps }) => taps[0] === 'tap0')).toMatchObject({
      workingDirectory: '/srv/lab',
      startedEpochMs: expect.any(Number) as number,
    });
    expect(processes.find(({ taps }) => taps[0] === 'tap100i0')?.argv[2]).toBe('odd,, name\'s "here"\nsecond line');
  });

  it('reads bridge.conf through its includes', () => {
    expect(facts.bridgeHelper).toMatchObject({
      value: {
        path: '/usr/lib/qemu/qemu-bridge-helper',
        isPrivileged: false,
        configPath: '/etc/qemu/bridge.conf',
        expectedConfigPath: '/etc/qemu/bridge.conf',
        rules: [
          { action: 'allow', value: 'br0' },
          { action: 'include', value: '/etc/qemu/more.conf' },
          { action: 'allow', value: 'br1' },
        ],
      },
    });
  });
});

describe('the older ways of asking', () => {
  const modern = readRecordedHost('debian-12/collect.txt');
  // Counters move on between two recordings, and the kernel's files name no kind in words.
  const withoutTime = (facts: HostFacts) =>
    linksOf(facts).map(({ index, name, kind, mac, mtu, master, parent, state, portState }) => ({
      index,
      name,
      kind,
      mac,
      mtu,
      master,
      parent,
      state,
      portState,
    }));

  it('without JSON gives the same links, routes, neighbours and processes', () => {
    const old = readRecordedHost('debian-12/collect-without-json.txt');
    expect(withoutTime(old)).toEqual(withoutTime(modern));
    expect(linksOf(old).map(({ addresses }) => addresses)).toEqual(linksOf(modern).map(({ addresses }) => addresses));
    expect(valueOr(old.network.routes, [])).toEqual(valueOr(modern.network.routes, []));
    const fdb = ({ network }: HostFacts) =>
      valueOr(network.forwarding, [])
        .map((entry) => JSON.stringify(entry))
        .sort();
    expect(fdb(old)).toEqual(fdb(modern));
    expect(old.storage).toMatchObject({ groups: { kind: 'known', value: [] }, volumes: { kind: 'known', value: [] } });
  });

  it('with the kernel’s files alone gives the same bridge, taps and processes', () => {
    const bare = readRecordedHost('debian-12/collect-busybox.txt');
    const bridgeSide = (facts: HostFacts) =>
      withoutTime(facts)
        .filter(({ name }) => /^(br0|tap|vnet)/.test(name))
        .map(({ name, kind, master, mac, mtu, state, portState }) => ({ name, kind, master, mac, mtu, state, portState }));
    expect(bridgeSide(bare)).toEqual(bridgeSide(modern));
    expect(valueOr(bare.network.routes, [])).toContainEqual({
      destination: 'default',
      gateway: '10.101.0.2',
      device: 'br0',
      source: null,
      metric: 0,
    });
    expect(valueOr(bare.processes, []).map(({ argv }) => argv)).toEqual(valueOr(modern.processes, []).map(({ argv }) => argv));
    expect(bare.network.forwarding).toMatchObject({ kind: 'unavailable', reason: 'bridge is not installed on this host' });
  });
});

describe('a plain user', () => {
  const facts = readRecordedHost('debian-12/collect-plain-user.txt', 'none');

  it('still sees processes and links, and is told what it may not see', () => {
    expect(valueOr(facts.processes, [])).toHaveLength(4);
    expect(linksOf(facts).length).toBeGreaterThan(4);
    expect(facts.storage.groups).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('Permission denied') as string,
    });
    expect(facts.network.netfilter).toMatchObject({ value: { forwardPolicy: null } });
  });
});

describe('an answer that cannot be read', () => {
  const text = readFixture('debian-12/collect.txt');
  const read = (broken: string) =>
    buildHostFacts({ text: broken, nonce: recordedNonce, privilege: 'root', sentEpochMs: 0, receivedEpochMs: 1 });

  it('is an unavailable fact with the raw text, never an empty list', () => {
    const facts = read(text.replace('[{"ifindex":1', '<html>Bad gateway</html>[{"ifindex":1'));
    expect(facts.network.links).toMatchObject({ kind: 'unavailable', raw: expect.stringContaining('Bad gateway') as string });
    const wrongShape = read(text.replace('"ifindex":1', '"ifindex":"one"'));
    expect(wrongShape.network.links).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('unexpected shape') as string,
    });
  });

  it('is an error where nobody could say what runs', () => {
    expect(() => read(text.replace(/^ZGFzaAAt.*$/m, 'AAAA'))).toThrow(/Which machines run on the host could not be read/);
  });
});

describe('the clock', () => {
  it('is compared with the middle of the round trip, as NTP does', () => {
    const text = readFixture('debian-12/collect.txt');
    const hostEpochMs = Number(/^(\d{10}) \d{9}$/m.exec(text)?.[1]) * 1000;
    const laptop = { sentEpochMs: hostEpochMs - 300_000, receivedEpochMs: hostEpochMs - 300_000 };
    const facts = buildHostFacts({ text, nonce: recordedNonce, privilege: 'root', ...laptop });
    const skewMs = valueOr(facts.clock, { skewMs: 0, hostEpochMs: 0, isSynchronised: null }).skewMs;
    expect(skewMs).toBeGreaterThan(300_000);
    expect(skewMs).toBeLessThan(303_000);
  });
});

describe('the recorded practice host', () => {
  const facts = readRecordedHost('practice-host/collect.txt');

  it('has a physical em1 in br0, a volume group with its volume, and nested KVM', () => {
    expect(linksOf(facts).find(({ name }) => name === 'em1')).toMatchObject({
      kind: 'physical',
      master: 'br0',
      portState: 'forwarding',
    });
    expect(valueOr(facts.storage.groups, [])).toMatchObject([{ name: 'vg01', extentBytes: 4 * 1024 ** 2 }]);
    expect(valueOr(facts.storage.volumes, [])).toContainEqual(
      expect.objectContaining({ name: 'spare', group: 'vg01', path: '/dev/vg01/spare', sizeBytes: 64 * 1024 ** 2 }),
    );
    expect(facts.kvm).toMatchObject({ value: { device: 'usable', nested: 'on' } });
  });

  it('is ready, and its machine’s chain begins at em1', () => {
    const { lines } = buildReadiness(facts);
    expect(lines.filter(({ level }) => level === 'missing' || level === 'unknown')).toEqual([]);
    const [machine] = buildMachines(facts);
    const [chain] = machine ? buildChains(facts, machine) : [];
    expect(chain?.hops.slice(0, 3).map(({ name, state }) => `${name} ${state}`)).toEqual(['em1 up', 'br0 up', 'tap0 up']);
    expect(machine?.volumes).toEqual([{ path: '/dev/vg01/spare', sizeBytes: 64 * 1024 ** 2 }]);
  });
});
