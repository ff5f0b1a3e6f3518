import { describe, expect, it } from 'vitest';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import type { Chain } from '#domain/path/chain.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { layoutChain } from '#renderer/features/path/layout-chain.ts';
import { summariseChain } from '#renderer/features/path/summarise-chain.ts';
import { aBusyHost, aHostWithBrokenPath } from '#fakes/window/scenario-facts.ts';

function aChain(facts: HostFacts): Chain {
  const machines = buildMachines(facts);
  const machine = machines.find(({ name }) => name === 'ciab')!;
  return buildChains(facts, machine, machines)[0]!;
}

describe('the picture of a path', () => {
  it('gives every device a station, in its lane, one under the other', () => {
    const chain = aChain(aBusyHost());
    const { stations, lanes, height } = layoutChain(chain, 700);
    expect(stations.map(({ name }) => name)).toEqual(['em1', 'br0', 'tap0', 'eth0', 'br0', 'vnet0', 'eth0']);
    const ys = stations.map(({ centreY }) => centreY);
    expect(ys).toEqual([...ys].sort((one, other) => one - other));
    expect(lanes.map(({ title }) => title)).toEqual(['Host', 'Machine', 'Nested instance']);
    expect(Math.max(...ys)).toBeLessThan(height);
  });

  it('is the same for the same chain: nothing jumps', () => {
    const chain = aChain(aBusyHost());
    expect(layoutChain(chain, 700)).toEqual(layoutChain(chain, 700));
  });

  it('joins neighbours with a rail that touches neither station', () => {
    const { rails, stations } = layoutChain(aChain(aBusyHost()), 700);
    expect(rails).toHaveLength(stations.length - 1);
    for (const { fromY, toY } of rails) expect(fromY).toBeLessThan(toY);
  });

  it('draws a missing join as a gap and says where the path is broken', () => {
    const chain = aChain(aHostWithBrokenPath());
    expect(layoutChain(chain, 700).rails.some(({ certainty }) => certainty === 'missing')).toBe(true);
    expect(summariseChain(chain)).toMatch(/^The path is broken between br0 and tap0/);
  });

  it('says what was not inspected rather than calling it fine', () => {
    expect(summariseChain(aChain(aBusyHost()))).toBe(
      'Every device up to tap0 is up. What is inside the machine was not inspected.',
    );
  });

  it('never becomes narrower than its columns need', () => {
    expect(layoutChain(aChain(aBusyHost()), 100).width).toBe(490);
  });

  it('puts what a screen reader says into one label', () => {
    expect(layoutChain(aChain(aBusyHost()), 700).stations[0]?.label).toBe('em1, physical NIC, Up, …12:9a:01');
  });
});
