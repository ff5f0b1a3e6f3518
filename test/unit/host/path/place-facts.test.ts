import { describe, expect, it } from 'vitest';
import { known } from '#domain/fact.ts';
import { HostError } from '#core/ports/host-error.ts';
import { readRecordedPlace } from '../../../fixtures/read-fixture.ts';

const machine = readRecordedPlace('path-replica/machine.txt');

describe('what a machine said of its network', () => {
  it('is known, every part of it', () => {
    const unread = Object.entries(machine).filter(([, fact]) => (fact as { kind?: string }).kind === 'unavailable');
    // It was recorded before the QEMU of a place was asked for.
    expect(unread.map(([name]) => name)).toEqual(['processes']);
  });

  it('has bridges, ports and stations', () => {
    expect(machine.bridges).toMatchObject({
      value: [{ name: 'br0', spanningTree: false, filtersVlans: null, callsIptables: false }],
    });
    expect(machine.ports).toMatchObject({
      value: [{ name: 'vnet0', bridge: 'br0', state: 'forwarding', number: 1, learns: true, floods: true, isIsolated: false }],
    });
    expect(machine.forwarding).toMatchObject({
      value: expect.arrayContaining([
        { mac: 'd0:0d:00:00:00:05', port: 'vnet0', bridge: 'br0', isLocal: false, isStatic: false, isSticky: false },
      ]) as unknown,
    });
  });

  it('has numbers of more than one digit, which a shell alone would cut', () => {
    expect(machine.switches).toMatchObject({
      value: { 'netfilter/nf_conntrack_max': '262144', 'ipv4/conf/eth0/forwarding': '1' },
    });
  });

  it('has every rule once, although nft shows those of iptables too', () => {
    const tables = machine.tables.kind === 'known' ? machine.tables.value : [];
    expect(tables.map(({ tool, family, name }) => `${tool} ${family} ${name}`)).toEqual([
      'iptables ip filter',
      'iptables ip nat',
    ]);
    const forward = tables[0]?.chains.find(({ name }) => name === 'FORWARD');
    expect(forward?.base).toMatchObject({ hook: 'forward', priority: 0, policy: 'drop' });
    expect(forward?.rules.map(({ text }) => text)).toContain('-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT');
  });

  it('has the connection that was translated', () => {
    expect(machine.connections).toMatchObject({
      value: [
        {
          protocol: 'icmp',
          original: { source: '10.77.0.10', destination: '10.77.0.101' },
          reply: { source: '172.16.0.5', destination: '10.77.0.10' },
        },
      ],
    });
  });
});

describe('the same machine with old tools', () => {
  const old = readRecordedPlace('path-replica/machine-without-json.txt');

  it.each(['bridges', 'ports', 'routes', 'routingRules'] as const)('tells the same %s', (part) => {
    const valueOf = (facts: typeof old) => (facts[part].kind === 'known' ? facts[part].value : facts[part].reason);
    // Text leaves out a metric that IPv4 has not, and both leave IPv6 away.
    expect(valueOf(old)).toEqual(valueOf(machine));
  });

  it('tells stations by brctl, whose ports are numbers', () => {
    expect(old.forwarding).toEqual(
      known(
        [
          { mac: 'd0:0d:00:00:00:05', port: 'vnet0', bridge: 'br0', isLocal: false, isStatic: false, isSticky: false },
          { mac: 'fe:0d:00:00:00:05', port: 'vnet0', bridge: 'br0', isLocal: true, isStatic: false, isSticky: false },
        ],
        'brctl showmacs BRIDGE',
      ),
    );
  });

  it('tells rules by iptables alone', () => {
    expect(old.tables).toMatchObject({ kind: 'known', command: 'iptables-save -c' });
  });
});

describe('the same machine with next to no tools', () => {
  const bare = readRecordedPlace('path-replica/machine-bare.txt');

  it('has what the kernel shows in files', () => {
    expect(bare.links).toMatchObject({ kind: 'known' });
    expect(bare.ports).toEqual(machine.ports);
    expect(bare.routes).toMatchObject({ kind: 'known', command: 'cat /proc/net/route' });
    expect(bare.neighbours).toMatchObject({ kind: 'known' });
  });

  it('and says of the rest that it is not known, never that it is empty', () => {
    expect(bare.tables).toMatchObject({ kind: 'unavailable', reason: 'neither iptables-save nor nft is installed' });
    expect(bare.forwarding).toMatchObject({ kind: 'unavailable' });
    expect(bare.addresses).toMatchObject({ kind: 'unavailable', reason: 'ip is not installed on this host' });
    expect(bare.connections).toMatchObject({ kind: 'unavailable' });
  });
});

describe('an answer that is none', () => {
  it('cut off in the middle is refused with its text', () => {
    expect(() => readRecordedPlace('path-replica/machine.txt', (text) => text.slice(0, 4000))).toThrow(HostError);
  });

  it.each([
    ['links', /\[\{"ifindex".*\]/, '[{"ifindex":'],
    ['tables', '*filter', 'iptables went mad'],
    ['tables', '{"nftables"', '{"nft'],
    ['forwarding', /\[\{"mac".*\]/, 'no JSON'],
  ] as const)('%s that cannot be read are unknown, with the text', (part, from, to) => {
    const broken = readRecordedPlace('path-replica/machine.txt', (text) => text.replace(from, to));
    const fact = broken[part];
    if (part === 'forwarding') {
      // What is no JSON is read as text, which has no station in it.
      expect(fact.kind).toBe('known');
    } else {
      expect(fact).toMatchObject({ kind: 'unavailable', raw: expect.stringContaining(to) as string });
    }
  });
});
