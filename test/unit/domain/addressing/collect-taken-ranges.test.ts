import { describe, expect, it } from 'vitest';
import { aClaim, aNetwork } from '#fakes/addressing.ts';
import { aHost, aLink } from '#fakes/host-facts.ts';
import { aDefinition, aMachine } from '#fakes/machines.ts';
import { describeRange } from '#domain/addressing/address-range.ts';
import { collectTakenRanges, type TakenInput } from '#domain/addressing/collect-taken-ranges.ts';
import { findNetwork } from '#domain/addressing/host-network.ts';
import { known, unavailable } from '#domain/fact.ts';

const route = (destination: string, device: string, gateway: string | null = null) => ({
  destination,
  device,
  gateway,
  source: null,
  metric: null,
});
const addresses = { ip: '10.101.7.2', prefixLength: 16, gateway: '10.101.0.2', nameserver: '10.101.0.3' };
const blue = aMachine({ name: 'blue', definition: aDefinition({ name: 'blue', addresses }) });

const list = (more: Partial<TakenInput> = {}) =>
  collectTakenRanges({
    facts: aHost(),
    machines: [],
    claims: [],
    network: aNetwork,
    otherHosts: [],
    laptopRoutes: [],
    hostNowEpochMs: Date.UTC(2026, 10, 15),
    exceptClouds: [],
    allowedDefaults: [],
    ...more,
  });
const say = (more: Partial<TakenInput>) => {
  const usual = new Set(list().map(toText));
  return list(more)
    .map(toText)
    .filter((text) => !usual.has(text));
};
const toText = ({ range, holder, keepsOff }: ReturnType<typeof list>[number]) =>
  `${describeRange(range)} ${holder}${keepsOff === 'private' ? ' (private)' : ''}`;

describe('what is taken', () => {
  it('begins with the host, its gateway and nameserver, the edges of the network, and the network itself for private use', () => {
    const all = list().map(toText);
    for (const expected of [
      '10.101.1.10 the host itself on br0',
      '10.101.0.2 the gateway',
      '10.101.0.3 the nameserver',
      '10.101.0.0 the name of the network of br0 itself',
      '10.101.255.255 the broadcast address of br0',
      '10.101.0.0/16 the network of br0, in which the machines themselves are (private)',
      "172.31.254.0/23 FastStart's default private subnet",
      "172.24.4.0/24 DevStack's default floating addresses",
      "192.168.122.0/24 libvirt's default network",
    ]) {
      expect(all).toContain(expected);
    }
  });

  it('names the clouds of others, of this host and of others, with their owners and days', () => {
    expect(say({ claims: [aClaim({ addresses: { machines: [], private: null, bridgeAddress: null } })] })).toEqual([
      '10.101.7.32/27 the public addresses of cloud blue, claimed by bob@desk until 2026-12-01',
    ]);
    const other = {
      name: 'kvm2',
      claims: [aClaim({ addresses: { machines: [], public: [], bridgeAddress: null } })],
      machines: [blue],
    };
    expect(say({ otherHosts: [other] })).toEqual([
      '172.30.0.0/23 the private subnet of cloud blue on host kvm2, claimed by bob@desk until 2026-12-01',
      '10.101.7.2 the address of machine blue on host kvm2',
    ]);
  });

  it('leaves a cloud that is planned again what it has', () => {
    const neighbour = { address: '10.101.7.40', device: 'br0', mac: 'd0:0d:00:00:00:01', states: ['REACHABLE'] };
    const facts = aHost({ network: { ...aHost().network, neighbours: known([neighbour], 'ip neigh') } });
    const input = { facts, claims: [aClaim()], machines: [blue] };
    expect(say(input).length).toBeGreaterThan(4);
    expect(say({ ...input, exceptClouds: ['blue'] })).toEqual([]);
  });

  it('counts routes that lead elsewhere, and not the way to the machines', () => {
    const routes = [
      route('default', 'br0', '10.101.0.2'),
      route('10.101.0.0/16', 'br0'),
      route('10.101.9.0/24', 'tap3'),
      route('fd00::/8', 'br0'),
    ];
    const facts = aHost({ network: { ...aHost().network, routes: known(routes, 'ip route') } });
    expect(say({ facts })).toEqual(
      [
        '10.101.0.0/16 what the host sends to br0 (private)',
        '10.101.9.0/24 what the host sends to tap3',
        '10.101.0.2 the gateway of default',
      ].filter((text) => !list().map(toText).includes(text)),
    );
  });

  it('counts what the laptop sends elsewhere, and for public addresses not its way to the host', () => {
    const laptopRoutes = [
      route('0.0.0.0/0', 'wlan0', '192.168.1.1'),
      route('10.0.0.0/8', 'tun0'),
      route('172.30.0.0/20', 'docker0'),
      route('127.0.0.0/8', 'lo'),
    ];
    expect(say({ laptopRoutes })).toEqual([
      '10.0.0.0/8 what this laptop sends to tun0 (private)',
      '172.30.0.0/20 what this laptop sends to docker0',
    ]);
  });

  it('lets a cloud have the defaults that are its own', () => {
    const all = list({ allowedDefaults: ['faststart-private'] }).map(({ holder }) => holder);
    expect(all).not.toContain("FastStart's default private subnet");
    expect(all).toContain("libvirt's default network");
  });
});

describe('the network of a host', () => {
  it('is that of br0, with the gateway and the nameserver that the host uses', () => {
    expect(findNetwork(aHost())).toEqual({ kind: 'found', network: aNetwork });
  });

  it.each([
    ['This host has no bridge', [aLink('em1', 'physical')], null],
    ['No bridge of this host has an IPv4 address', [aLink('br0', 'bridge')], null],
    ['This host has no bridge called br7', [aLink('br0', 'bridge')], 'br7'],
    [
      'br0 has no IPv4 address',
      [aLink('br0', 'bridge', { addresses: [{ family: 'inet6', address: 'fd00::1', prefixLength: 64, scope: 'global' }] })],
      'br0',
    ],
  ])('is not known: %s', (sentence, links, wanted) => {
    const facts = aHost({ network: { ...aHost().network, links: known(links, 'ip link') } });
    expect(findNetwork(facts, wanted)).toEqual({ kind: 'none', reason: expect.stringContaining(sentence) as string });
  });

  it('says so where the links could not be read', () => {
    const facts = aHost({ network: { ...aHost().network, links: unavailable('ip link', 'ip is not installed') } });
    expect(findNetwork(facts)).toEqual({
      kind: 'none',
      reason: 'The bridges of this host could not be read: ip is not installed.',
    });
  });
});
