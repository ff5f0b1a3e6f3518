import { describe, expect, it } from 'vitest';
import { buildChains } from '#domain/path/build-chains.ts';
import { certaintyOf, type Chain } from '#domain/path/chain.ts';
import { diagnoseMachine, findHopOf } from '#domain/path/diagnose-machine.ts';
import type { InsideFacts } from '#domain/path/inside-facts.ts';
import { aHost } from '#fakes/host-facts.ts';
import { aMachine } from '#fakes/machines.ts';
import { replica, withCard } from '#fakes/path-places.ts';
import { readRecordedPlace } from '../../../fixtures/read-fixture.ts';

const host = withCard(readRecordedPlace('path-replica/host.txt'));
const inside: InsideFacts = {
  machine: readRecordedPlace('path-replica/machine.txt'),
  nested: [readRecordedPlace('path-replica/nested.txt')],
};
const machine = aMachine({ nics: [{ mac: replica.machineMac, model: null, backend: 'bridge', bridge: 'br0', tap: 'vnet5' }] });
const usual = aHost();
const facts = {
  ...usual,
  network: { ...usual.network, links: host.links, forwarding: host.forwarding, neighbours: host.neighbours },
};

function chainOf(within: InsideFacts | null): Chain {
  const [chain] = buildChains(facts, machine, [machine], within);
  if (!chain) throw new Error('no chain');
  return chain;
}

describe('a chain that was looked into', () => {
  it('goes on to the instance, every device seen', () => {
    const chain = chainOf(inside);
    expect(chain.hops.map(({ place, name, state }) => `${place} ${name} ${state}`)).toEqual([
      'host em1 up',
      'host br0 up',
      'host vnet5 up',
      'machine eth0 up',
      'machine br0 up',
      'machine vnet0 up',
      'nested eth0 up',
    ]);
    expect(chain.joins.map(({ state }) => state)).toEqual(['joined', 'joined', 'joined', 'joined', 'joined', 'joined']);
    expect(chain.instance).toEqual({
      name: null,
      mac: replica.instanceMac,
      privateAddress: replica.privateAddress,
      publicAddresses: [replica.publicAddress],
    });
    expect(chain.lanes.reverse).toEqual([...chain.lanes.forward].reverse());
  });

  it('shows where addresses are translated, both ways, with the rule and its counter', () => {
    expect(chainOf(inside).nat).toMatchObject([
      {
        lane: 'forward',
        kind: 'destination',
        fromHopId: 'machine:eth0',
        toHopId: 'machine:br0',
        from: '10.77.0.101',
        to: '172.16.0.5',
      },
      { lane: 'reverse', kind: 'source', from: '172.16.0.5', to: '10.77.0.101', command: 'iptables-save -c' },
      { lane: 'reverse', kind: 'source' },
    ]);
    expect(chainOf(inside).nat[0]?.counter?.packets).toBeGreaterThan(0);
  });

  it('infers the instance where only the machine was looked into', () => {
    const hop = chainOf({ ...inside, nested: [] }).hops.at(-1);
    expect(hop).toMatchObject({
      place: 'nested',
      state: 'inferred',
      mac: replica.instanceMac,
      addresses: [{ address: replica.privateAddress }],
    });
    expect(certaintyOf(hop?.state ?? 'up')).toBe('inferred');
  });

  it('joins hops that exist, each id once', () => {
    for (const within of [null, inside, { ...inside, nested: [] }]) {
      const { hops, joins } = chainOf(within);
      const ids = hops.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(joins.flatMap(({ fromHopId, toHopId }) => [fromHopId, toHopId]).filter((id) => !ids.includes(id))).toEqual([]);
    }
  });

  it('is blind where the machine could not tell its links, and never calls them gone', () => {
    const dark = {
      ...inside.machine,
      links: { kind: 'unavailable', command: 'ip', reason: 'ip is not installed', raw: '' } as const,
    };
    expect(chainOf({ machine: dark, nested: [] }).hops.find(({ kind }) => kind === 'guest-nic')).toMatchObject({
      state: 'blind',
    });
  });
});

describe('a machine', () => {
  it('is diagnosed for each of its chains', () => {
    const [only, ...others] = diagnoseMachine({ facts, machine, machines: [machine], host, inside, wish: {} });
    expect(others).toEqual([]);
    expect(only?.diagnosis).toMatchObject({ verdict: 'healthy', reach: 'nested', probe: { destination: replica.publicAddress } });
  });

  it('has each finding at the device at fault, or at the last of its place', () => {
    const twin = aMachine({ name: 'twin', nics: machine.nics });
    const [first] = diagnoseMachine({ facts, machine, machines: [machine, twin], host, inside: null, wish: {} });
    const finding = first?.diagnosis.findings.find(({ causeId }) => causeId === 'duplicate-mac');
    expect(first && finding && findHopOf(first.chain, finding)).toMatchObject({ id: 'host:vnet5' });
    expect(first && findHopOf(first.chain, { place: 'nested', device: 'eth9' })).toMatchObject({ id: 'nested:eth0' });
  });

  it('with user networking is nobody’s twin', () => {
    const twin = aMachine({ name: 'twin', nics: machine.nics.map((nic) => ({ ...nic, backend: 'user' as const })) });
    const [first] = diagnoseMachine({ facts, machine, machines: [machine, twin], host, inside: null, wish: {} });
    expect(first?.diagnosis.findings).toEqual([]);
  });
});

it('a host whose rules could not be read is unclear, not healthy', () => {
  const blind = {
    ...host,
    tables: { kind: 'unavailable', command: 'iptables-save -c', reason: 'Permission denied', raw: '' } as const,
  };
  const [first] = diagnoseMachine({ facts, machine, machines: [machine], host: blind, inside: null, wish: {} });
  expect(first?.diagnosis.verdict).toBe('unclear');
  expect(first?.diagnosis.doubts[0]?.evidence).toEqual([{ text: 'Permission denied', command: 'iptables-save -c' }]);
});
