import { describe, expect, it } from 'vitest';
import type { Chain, Hop, HopKind, HopPlace } from '#domain/path/chain.ts';
import { chooseHops } from '#domain/path/capture/choose-hops.ts';
import { planTrace } from '#domain/path/trace/trace-plan.ts';
import type { TraceOrigin } from '#domain/path/trace/trace-probe.ts';

const aHop = (place: HopPlace, name: string, kind: HopKind, address: string | null = null): Hop => ({
  id: `${place}:${name}`,
  kind,
  place,
  name,
  state: 'up',
  mac: null,
  mtu: 1500,
  addresses: address === null ? [] : [{ family: 'inet', address, prefixLength: 24, scope: 'global' }],
  counters: null,
  reason: null,
  evidence: 'ip link',
  facts: [],
  warnings: [],
});

const hops = [
  aHop('host', 'em1', 'physical'),
  aHop('host', 'br0', 'bridge', '10.77.0.2'),
  aHop('host', 'vnet5', 'tap'),
  aHop('machine', 'eth0', 'guest-nic', '10.77.0.20'),
  aHop('machine', 'br0', 'guest-bridge', '172.16.0.1'),
  aHop('machine', 'vnet0', 'guest-tap'),
  aHop('nested', 'eth0', 'nested-nic', '172.16.0.5'),
];

const chain: Chain = {
  machineName: 'ciab',
  nicMac: null,
  instance: { name: null, mac: null, privateAddress: '172.16.0.5', publicAddresses: ['10.77.0.101'] },
  hops,
  joins: [],
  lanes: { forward: hops.map(({ id }) => id), reverse: hops.map(({ id }) => id).reverse() },
  nat: [],
  readAtEpochMs: 0,
};

const everywhere = new Set<HopPlace>(['host', 'machine', 'nested']);

function plan(origin: TraceOrigin, destination: string, reached: ReadonlySet<HopPlace> = everywhere, of: Chain = chain) {
  const planned = planTrace({ chain: of, origin, destination, reached });
  return 'refusal' in planned
    ? planned.refusal
    : planned.stops.map(({ name, blindReason }) => (blindReason === null ? name : `(${name})`)).join(' ');
}

describe('the way of a trace', () => {
  it.each([
    ['laptop', '10.77.0.101', 'em1 br0 vnet5 eth0 br0 vnet0 eth0'],
    ['host', '172.16.0.5', 'br0 vnet5 eth0 br0 vnet0 eth0'],
    ['laptop', '10.77.0.20', 'em1 br0 vnet5 eth0'],
    ['machine', '10.77.0.101', 'br0 vnet0 eth0'],
    ['nested', '10.77.0.10', 'eth0 vnet0 br0 eth0 vnet5 br0 em1'],
    ['nested', '172.16.0.1', 'eth0 vnet0 br0'],
    ['nested', '10.77.0.2', 'eth0 vnet0 br0 eth0 vnet5 br0'],
  ] as const)('from the %s to %s', (origin, destination, way) => {
    expect(plan(origin, destination)).toBe(way);
  });

  it('is blind where nobody looks', () => {
    expect(plan('laptop', '10.77.0.101', new Set(['host', 'machine']))).toBe('em1 br0 vnet5 eth0 br0 vnet0 (eth0)');
  });

  it('leads to the machine where nobody knows what is inside, and says so', () => {
    const outside: Chain = { ...chain, instance: null };
    expect(plan('laptop', '10.77.0.101', new Set(['host']), outside)).toBe('em1 br0 vnet5 (eth0)');
    const planned = planTrace({ chain: outside, origin: 'laptop', destination: '10.77.0.101', reached: new Set(['host']) });
    expect(planned).toMatchObject({ limits: [expect.stringContaining('whether 10.77.0.101 is inside it is not known')] });
  });

  it('is refused where it leads past every device', () => {
    expect(plan('host', '192.0.2.1')).toContain('192.0.2.1 is no address of ciab');
  });

  it('says what its origin cannot prove', () => {
    const planned = planTrace({ chain, origin: 'host', destination: '10.77.0.101', reached: everywhere });
    expect(planned).toMatchObject({ limits: ['Probes of the host itself begin at br0: em1 and the network are not crossed.'] });
  });
});

describe('the devices of a capture', () => {
  const choose = (words: readonly string[], reached: ReadonlySet<HopPlace> = everywhere) => {
    const chosen = chooseHops({ chains: [chain], words, reached });
    return 'refusal' in chosen ? chosen.refusal : chosen.map(({ hopId }) => hopId);
  };

  it('are named by name, by kind, or by place and name; without a word all that can be heard', () => {
    expect(choose(['tap', 'machine:eth0'])).toEqual(['host:vnet5', 'machine:eth0']);
    expect(choose(['br0'])).toEqual(['host:br0', 'machine:br0']);
    expect(choose([], new Set(['host']))).toEqual(['host:em1', 'host:br0', 'host:vnet5']);
  });

  it('are refused with what there is', () => {
    expect(choose(['em9'], new Set(['host']))).toBe(
      'There is no device em9 on this path. There are: host:em1, host:br0, host:vnet5.',
    );
    expect(choose(['vnet0'], new Set(['host']))).toBe('Nobody can listen at vnet0: nobody looks into the machine.');
  });
});
