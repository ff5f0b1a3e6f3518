import { describe, expect, it } from 'vitest';
import type { HostReading, HostView } from '#contract/hosts.ts';
import { aClaim, anAddress } from '#fakes/addressing.ts';
import { createAddressingBench, type AddressingWorld } from '#fakes/addressing-bench.ts';
import { aHost } from '#fakes/host-facts.ts';
import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { toPublicIps } from '#domain/addressing/cloud-addresses.ts';
import { proposeDemandText, type DemandText } from '#domain/addressing/demand-text.ts';
import { formatIpv4 } from '#domain/addressing/ipv4.ts';
import { known, unavailable } from '#domain/fact.ts';
import { buildReadiness } from '#domain/hosts/build-readiness.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { aHost as aHostEntry } from '../../cli/builders.ts';

const hostId = 'lab-1';
const owned = ['10.101.7.0/24', '172.30.0.0/20'];
const now = Date.UTC(2026, 10, 15);
const clock = known({ hostEpochMs: now, skewMs: 0, isSynchronised: true }, 'date');

const aView = (id: string, kind: 'connected' | 'disconnected' = 'connected'): HostView =>
  ({ host: aHostEntry({ id, name: id }), connection: { kind } }) as HostView;
const aReading = (id: string, more: Partial<HostFacts>): HostReading => {
  const facts = aHost({ clock, ...more });
  return { hostId: id, facts, readiness: buildReadiness(facts), machines: buildMachines(facts) };
};

function open({ claims = [], ...more }: Partial<AddressingWorld> & { readonly claims?: readonly AddressClaim[] } = {}) {
  const plans: Plan[] = [];
  const bench = createAddressingBench({
    views: [aView(hostId)],
    read: async (id) => aReading(id, { claims: known(claims, 'cat claim.json') }),
    run: async function* (plan) {
      plans.push(plan);
      yield { kind: 'finished', outcome: { kind: 'succeeded' }, atEpochMs: 1 };
    },
    remembered: { [hostId]: { owned, claims: [] } },
    ...more,
  });
  return { ...bench, plans };
}
const demand = (cloud: string, more: Partial<DemandText> = {}): DemandText => ({ ...proposeDemandText(cloud), ...more });
const claim = (more: Partial<DemandText> = {}) =>
  ({ kind: 'claim', demand: demand('green', more), days: 14, ignoreLaptop: false }) as const;

describe('the map', () => {
  it('shows every block with what is in it, and remembers whose claims were seen', async () => {
    const { client, memory } = open({ claims: [aClaim()] });
    const map = await client.map({ hostId });
    expect(map.blocks.map(({ use, freeCount }) => [use, freeCount])).toEqual([
      ['public', 256 - 33],
      ['private', 4096 - 513],
    ]);
    expect(map.blocks[0]?.segments.map(({ kind, range }) => `${kind} ${formatIpv4(range.first)}`)).toEqual([
      'free 10.101.7.0',
      'cloud 10.101.7.2',
      'free 10.101.7.3',
      'cloud 10.101.7.32',
      'free 10.101.7.64',
    ]);
    expect(map.claims).toMatchObject([
      {
        owner: 'bob@desk until 2026-12-01',
        isOwn: false,
        isStale: false,
        capacity: expect.stringContaining('13 security groups') as string,
      },
    ]);
    expect(memory[hostId]?.claims).toEqual([aClaim()]);
  });

  it('remembers what a person owns, adds to it and takes from it, and refuses what cannot be read', async () => {
    const { client, memory } = open();
    await client.own({ hostId, blocks: '10.101.8.x', way: 'add' });
    expect(memory[hostId]?.owned).toEqual(['10.101.7.0-10.101.8.255', '172.30.0.0/20']);
    await client.own({ hostId, blocks: '10.101.7.x', way: 'remove' });
    expect(memory[hostId]?.owned).toEqual(['10.101.8.0/24', '172.30.0.0/20']);
    await expect(client.own({ hostId, blocks: 'fd00::/8 10.101.9.9-10.101.9.1', way: 'replace' })).rejects.toThrow(
      'Did you mean 10.101.9.1-10.101.9.9?',
    );
    await expect(client.own({ hostId, blocks: '0.0.0.0/0', way: 'add' })).rejects.toThrow('more than a /8');
    expect((await client.own({ hostId, blocks: '', way: 'replace' })).blocks).toEqual([]);
  });

  it('is not shown where nobody can say who has claimed what', async () => {
    const { client } = open({ read: async (id) => aReading(id, { claims: unavailable('cat', 'Permission denied', 'raw') }) });
    await expect(client.map({ hostId })).rejects.toMatchObject({ problem: { code: 'unexpected-output', raw: 'raw' } });
  });

  it('says so where the laptop’s routes are not known', async () => {
    const { client } = open({ laptopRoutes: unavailable('netstat', 'The routes of this laptop could not be read: no netstat') });
    expect((await client.map({ hostId })).notes).toEqual([
      'The routes of this laptop could not be read: no netstat. So they are not compared with.',
    ]);
  });
});

describe('a plan', () => {
  const plan = async (world: Parameters<typeof open>[0], ...demands: DemandText[]) => {
    const { outcome } = await open(world).client.plan({ hostId, demands, ignoreLaptop: false });
    return outcome.kind === 'planned' ? outcome.plan.clouds.map(toPublicIps) : outcome.refusals.map(({ message }) => message);
  };

  it('keeps off the clouds of others, here and on other hosts, connected or not', async () => {
    expect(await plan({ claims: [aClaim()] }, demand('green'))).toEqual(['10.101.7.64-10.101.7.95']);
    const elsewhere = {
      views: [aView(hostId), aView('kvm2'), aView('kvm3', 'disconnected')],
      read: async (id: string) => aReading(id, { claims: known(id === 'kvm2' ? [aClaim()] : [], 'cat') }),
      remembered: {
        [hostId]: { owned, claims: [] },
        kvm3: {
          owned: [],
          claims: [
            aClaim({
              addresses: { cloud: 'red', public: [{ first: anAddress('10.101.7.64'), last: anAddress('10.101.7.95') }] },
            }),
          ],
        },
      },
    };
    expect(await plan(elsewhere, demand('green'))).toEqual(['10.101.7.96-10.101.7.127']);
    expect(await plan(elsewhere, demand('green', { public: '10.101.7.40-10.101.7.50', machines: [] }))).toEqual([
      '10.101.7.40-10.101.7.50, the public addresses of cloud green, overlaps 10.101.7.32/27, the public addresses of cloud blue on host kvm2, claimed by bob@desk until 2026-12-01.',
    ]);
  });

  it('gives a cloud again what it has claimed', async () => {
    expect(await plan({ claims: [aClaim()] }, demand('blue'))).toEqual(['10.101.7.32-10.101.7.63']);
    expect(await plan({ claims: [aClaim()] }, demand('blue', { public: '16' }))).toEqual(['10.101.7.32-10.101.7.47']);
  });

  it('keeps off the VPN of this laptop, unless a person knows better', async () => {
    const laptopRoutes = known([{ destination: '172.16.0.0/12', gateway: null, device: 'tun0' }], 'netstat');
    expect((await plan({ laptopRoutes }, demand('green'))).join(' ')).toContain(
      'do not fit into what is free of 172.30.0.0/20 (0 addresses)',
    );
    const given = demand('green', { private: '172.30.0.0/23' });
    expect(await plan({ laptopRoutes }, given)).toContain(
      '172.30.0.0/23, the private subnet of cloud green, overlaps 172.16.0.0/12, what this laptop sends to tun0.',
    );
    const { outcome } = await open({ laptopRoutes }).client.plan({ hostId, demands: [given], ignoreLaptop: true });
    expect(outcome.kind).toBe('planned');
  });

  it('refuses what cannot be read with every reason', async () => {
    const wrong = demand('green', { public: '10.101.7.9-10.101.7.1', private: '172.30.0.1/23', bridge: 'br0' });
    await expect(plan({}, wrong)).rejects.toThrow(
      /Did you mean 10.101.7.1-10.101.7.9\?.*has host bits set.*br0 is not an IPv4 address/,
    );
  });

  it('lets FastStart have its own defaults where they are asked for', async () => {
    const asks = demand('green', { private: '172.31.254.0/23', bridge: '172.31.252.1' });
    expect(await plan({ remembered: { [hostId]: { owned: [...owned, '172.31.254.0/23'], claims: [] } } }, asks)).toEqual([
      '10.101.7.32-10.101.7.63',
    ]);
    expect((await plan({}, { ...asks, rules: 'none' })).join(' ')).toContain("FastStart's default private subnet");
  });
});

describe('a claim', () => {
  it('is written as it was reviewed', async () => {
    const { client, plans } = open();
    const review = await client.reviewClaim({ hostId, change: claim() });
    expect(review.refusals).toEqual([]);
    expect(review.claim).toMatchObject({ owner: 'ada@laptop', untilEpochMs: Date.UTC(2026, 10, 29, 23, 59, 59) });
    for await (const event of client.changeClaim({ hostId, change: claim() })) expect(event.kind).toBe('finished');
    expect(plans).toEqual([review.plan]);
  });

  it('of another is refused in the review as when it is run', async () => {
    const { client, plans } = open({ claims: [aClaim()] });
    const change = { kind: 'release', cloud: 'blue' } as const;
    expect(await client.reviewClaim({ hostId, change })).toMatchObject({
      plan: { steps: [] },
      refusals: [expect.stringContaining('only they can release it')],
    });
    await expect(async () => {
      for await (const event of client.changeClaim({ hostId, change })) expect(event).toBeNull();
    }).rejects.toThrow('only they can release it');
    expect(plans).toEqual([]);
  });

  it('needs root', async () => {
    const { client } = open({ read: async (id) => aReading(id, { privilege: 'none', loginUser: 'ada' }) });
    expect((await client.reviewClaim({ hostId, change: claim() })).refusals).toEqual([
      expect.stringContaining('Claiming needs root, and ada'),
    ]);
  });

  it('of a host without a bridge is an error that says so', async () => {
    const { client } = open({ read: async (id) => aReading(id, { network: { ...aHost().network, links: known([], 'ip') } }) });
    await expect(client.reviewClaim({ hostId, change: claim() })).rejects.toThrow('This host has no bridge');
    expect((await client.map({ hostId })).network.kind).toBe('none');
  });
});

describe('a probe', () => {
  it('asks on the bridge and names who answered', async () => {
    const probe = {
      neighbours: [{ address: anAddress('10.101.7.9'), mac: '52:54:00:aa:00:01' }],
      replies: [],
      hostAddresses: [],
    };
    const { client, probed } = open({ probe });
    const report = await client.probe({ hostId, addresses: '10.101.7.8-10.101.7.10' });
    expect(probed).toEqual(['br0']);
    expect(report.taken).toEqual([
      { address: anAddress('10.101.7.9'), answers: [{ mac: '52:54:00:aa:00:01', holder: "the host's em1" }], isHosts: false },
    ]);
  });

  it.each(['172.30.0.0/24', '10.101.0.0/16', 'nonsense'])('of %s is refused before anything is sent', async (addresses) => {
    const { client, probed } = open();
    await expect(client.probe({ hostId, addresses })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(probed).toEqual([]);
  });
});
