import { describe, expect, it } from 'vitest';
import { known, unavailable } from '#domain/fact.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { ForwardingEntry, Link, NetfilterFacts, Neighbour } from '#domain/hosts/network-facts.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import type { Chain } from '#domain/path/chain.ts';
import { aHost, aLink } from '#fakes/host-facts.ts';
import { aMachine, anEnd } from '#fakes/machines.ts';
import { readRecordedHost } from '../../../fixtures/read-fixture.ts';

const em1 = aLink('em1', 'physical', { master: 'br0', portState: 'forwarding' });
const br0 = aLink('br0', 'bridge', { mac: '52:54:00:aa:00:01' });
const tap0 = aLink('tap0', 'tap', { master: 'br0', portState: 'forwarding', mac: 'fe:54:00:12:34:60' });
const mac = '52:54:00:12:34:60';

interface World {
  readonly links?: readonly Link[];
  readonly forwarding?: readonly ForwardingEntry[];
  readonly neighbours?: readonly Neighbour[];
  readonly netfilter?: Partial<NetfilterFacts>;
}

function aWorld({ links = [em1, br0, tap0], forwarding = [], neighbours = [], netfilter = {} }: World = {}): HostFacts {
  const host = aHost();
  const base = { ipForward: false, bridgeCallsIptables: null, forwardPolicy: 'none', forwardRules: [], source: 'nft' } as const;
  return {
    ...host,
    network: {
      ...host.network,
      links: known(links, 'ip -j -d -s link'),
      forwarding: known(forwarding, 'bridge -j fdb show'),
      neighbours: known(neighbours, 'ip -j neigh'),
      netfilter: known({ ...base, ...netfilter }, 'iptables-save'),
    },
  };
}

function chainOf(world: World = {}, machine = aMachine(), others = [machine]): Chain {
  const [chain] = buildChains(aWorld(world), machine, others);
  if (!chain) throw new Error('no chain');
  return chain;
}

const hop = (chain: Chain, name: string) => chain.hops.find((candidate) => candidate.name === name);
const summary = (chain: Chain) => chain.hops.map(({ name, place, state }) => `${place} ${name} ${state}`);
const warnings = (chain: Chain) => chain.hops.flatMap((one) => one.warnings).join('\n');

describe('the chain of a machine', () => {
  it('is the seed’s seven devices, the inside not inspected', () => {
    expect(summary(chainOf())).toEqual([
      'host em1 up',
      'host br0 up',
      'host tap0 up',
      'machine eth0 not-inspected',
      'machine br0 not-inspected',
      'machine vnet0 not-inspected',
      'nested eth0 not-inspected',
    ]);
    expect(chainOf().joins.map(({ state }) => state)).toEqual([
      'joined',
      'joined',
      'inferred',
      'not-inspected',
      'not-inspected',
      'not-inspected',
    ]);
    expect(warnings(chainOf())).toBe('');
  });

  it('joins hops that exist, each pair once', () => {
    const { hops, joins } = chainOf();
    const ids = hops.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(joins.flatMap(({ fromHopId, toHopId }) => [fromHopId, toHopId]).every((id) => ids.includes(id))).toBe(true);
  });

  it('infers the card from a MAC that the bridge learned, and its address from a neighbour', () => {
    const chain = chainOf({
      forwarding: [{ mac, port: 'tap0', bridge: 'br0', isLocal: false }],
      neighbours: [{ address: '10.101.7.2', device: 'br0', mac, states: ['REACHABLE'] }],
    });
    expect(chain.hops[3]).toMatchObject({
      state: 'inferred',
      mac,
      addresses: [{ address: '10.101.7.2' }],
      evidence: expect.stringContaining('bridge -j fdb') as string,
    });
    expect(chain.joins[2]).toMatchObject({ state: 'joined' });
  });

  it('draws every way out: a VLAN on a bond of two', () => {
    const links = [
      aLink('em1', 'physical', { master: 'bond0' }),
      aLink('em2', 'physical', { master: 'bond0' }),
      aLink('bond0', 'bond', { master: 'br0' }),
      aLink('em3.7', 'vlan', { master: 'br0', parent: 'em3' }),
      aLink('em3', 'physical'),
      br0,
      tap0,
    ];
    const chain = chainOf({ links });
    expect(chain.hops.slice(0, 6).map(({ name }) => name)).toEqual(['em1', 'em2', 'bond0', 'em3', 'em3.7', 'br0']);
    expect(chain.joins.slice(0, 5).map(({ fromHopId, toHopId }) => `${fromHopId} ${toHopId}`)).toEqual([
      'host:em1 host:bond0',
      'host:em2 host:bond0',
      'host:bond0 host:br0',
      'host:em3 host:em3.7',
      'host:em3.7 host:br0',
    ]);
  });
});

describe('what is missing is drawn as missing', () => {
  it('a bridge without a physical port, naming the free cards', () => {
    const chain = chainOf({ links: [{ ...em1, master: null }, br0, tap0] });
    expect(chain.hops[0]).toMatchObject({
      state: 'missing',
      reason: 'br0 has no physical port: frames cannot leave the host. Not in any bridge: em1.',
    });
    expect(chain.joins[0]).toMatchObject({ state: 'broken' });
  });

  it('the bridge itself', () => {
    const chain = chainOf({ links: [em1] });
    expect(chain.hops[1]).toMatchObject({ name: 'br0', state: 'missing', reason: 'There is no bridge br0 on this host' });
  });

  it('the tap of a machine that does not run', () => {
    const chain = chainOf(
      {},
      aMachine({
        state: { kind: 'stopped', how: anEnd() },
        nics: [{ mac, model: null, backend: 'bridge', bridge: 'br0', tap: null }],
      }),
    );
    expect(chain.hops[2]).toMatchObject({
      kind: 'tap',
      state: 'missing',
      reason: expect.stringContaining('not running') as string,
    });
    expect(chain.hops[3]).toMatchObject({ state: 'not-inspected', reason: 'The machine is not running' });
  });

  it('a tap that QEMU was started with and that is gone', () => {
    expect(hop(chainOf({ links: [em1, br0] }), 'tap0')).toMatchObject({
      state: 'missing',
      reason: expect.stringContaining('started with tap0') as string,
    });
  });

  it('everything on the host side of a card with user networking', () => {
    const chain = chainOf({}, aMachine({ nics: [{ mac, model: null, backend: 'user', bridge: null, tap: null }] }));
    expect(summary(chain).slice(0, 3)).toEqual(['host physical missing', 'host bridge missing', 'host tap missing']);
    expect(chain.hops[1]?.reason).toContain('user networking');
  });

  it('but what could not be read is not', () => {
    const facts = aWorld();
    const blind = {
      ...facts,
      network: { ...facts.network, links: unavailable('ip -j -d -s link', 'ip is not installed on this host') },
    };
    const [chain] = buildChains(blind, aMachine());
    expect(chain?.hops.slice(0, 3).map(({ state }) => state)).toEqual(['not-inspected', 'not-inspected', 'not-inspected']);
    expect(chain?.hops[1]?.reason).toContain('ip is not installed');
  });
});

describe('what is odd is said at the hop where it is', () => {
  it.each<[string, World, string, string]>([
    ['a link that is down', { links: [{ ...em1, state: 'down' }, br0, tap0] }, 'em1', 'is down'],
    ['no carrier', { links: [{ ...em1, state: 'up-no-carrier' }, br0, tap0] }, 'em1', 'cable'],
    ['a tap nobody holds', { links: [em1, br0, { ...tap0, state: 'up-no-carrier' }] }, 'tap0', 'no process holds it'],
    ['a blocking port', { links: [em1, br0, { ...tap0, portState: 'blocking' }] }, 'tap0', 'loop'],
    ['another MTU', { links: [em1, br0, { ...tap0, mtu: 9000 }] }, 'tap0', 'MTU 9000'],
    ['a tap in another bridge', { links: [em1, br0, { ...tap0, master: 'br1' }] }, 'tap0', 'in br1, not in br0'],
    ['a tap in no bridge', { links: [em1, br0, { ...tap0, master: null }] }, 'tap0', 'in no bridge, not in br0'],
    ['a tap with the guest’s MAC', { links: [em1, br0, { ...tap0, mac }] }, 'tap0', 'same MAC as the machine'],
    [
      'br_netfilter with FORWARD DROP',
      { netfilter: { bridgeCallsIptables: true, forwardPolicy: 'drop' } },
      'br0',
      'ARP passes and IP does not',
    ],
    [
      'another bridge with this MAC',
      { neighbours: [{ address: '10.101.1.11', device: 'br0', mac: '52:54:00:aa:00:01', states: [] }] },
      'br0',
      '10.101.1.11',
    ],
    [
      'the MAC on another port',
      { forwarding: [{ mac, port: 'em1', bridge: 'br0', isLocal: false }] },
      'eth0',
      'another station behind em1',
    ],
  ])('%s', (_, world, name, words) => {
    expect(hop(chainOf(world), name)?.warnings.join(' ')).toContain(words);
  });

  it('a tap in another bridge breaks the join', () => {
    expect(chainOf({ links: [em1, br0, { ...tap0, master: 'br1' }] }).joins[1]).toMatchObject({
      state: 'broken',
      reason: 'tap0 is in br1, not in br0',
    });
  });

  it('two machines with one MAC are both named', () => {
    const machine = aMachine();
    const twin = aMachine({
      name: 'twin',
      state: { kind: 'running', pid: 5, sinceEpochMs: null, isPaused: false, pauseReason: null },
    });
    expect(warnings(chainOf({}, machine, [machine, twin]))).toContain('Machines ciab and twin (pid 5) both have MAC');
  });

  it('a filter that accepts says nothing', () => {
    expect(warnings(chainOf({ netfilter: { bridgeCallsIptables: true, forwardPolicy: 'accept' } }))).toBe('');
  });
});

it('a recorded host: two cards of libvirt are two chains to their own taps', () => {
  const facts = readRecordedHost('debian-12/collect.txt');
  const machines = buildMachines(facts);
  const lab = machines.find(({ name }) => name === 'lab');
  const chains = lab ? buildChains(facts, lab, machines) : [];
  expect(chains.map(({ hops }) => hops.find(({ kind }) => kind === 'tap')?.name)).toEqual(['vnet0', 'vnet1']);
  const seed = machines.find(({ nics }) => nics[0]?.tap === 'tap7');
  expect(seed && buildChains(facts, seed, machines)[0]?.hops.find(({ kind }) => kind === 'guest-nic')).toMatchObject({
    state: 'inferred',
    mac: '52:54:00:12:34:56',
  });
});
