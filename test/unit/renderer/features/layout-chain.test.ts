import { describe, expect, it } from 'vitest';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { buildChains } from '#domain/path/build-chains.ts';
import type { Chain } from '#domain/path/chain.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { addToHistory, emptyHistory } from '#domain/path/live/link-history.ts';
import { toLiveNumbers } from '#renderer/features/path/live-hop.ts';
import { aLiveLink, aLivePicture, someRates } from '#fakes/live.ts';
import { toSparklinePath } from '#renderer/ui/metro/sparkline-path.ts';
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

  it('shows every remark whole, over as many lines as it takes, and moves what is below', () => {
    const chain = aChain(aHostWithBrokenPath());
    const [narrow, wide] = [layoutChain(chain, 490), layoutChain(chain, 1_200)];
    const remarks = narrow.stations.flatMap(({ remark }) => (remark === null ? [] : [remark]));
    expect(remarks.length).toBeGreaterThan(0);
    const room = narrow.width - narrow.columns.state - 14;
    for (const { text, height } of remarks) expect(height / 17).toBeGreaterThanOrEqual(Math.ceil((text.length * 6.4) / room));
    narrow.stations.forEach(({ centreY, height }, index) => {
      const next = narrow.stations[index + 1];
      if (next) expect(next.centreY).toBeGreaterThanOrEqual(centreY + height);
    });
    expect(narrow.height).toBeGreaterThan(wide.height);
  });

  it('shows what passes now in place of the totals, and does not move for it', () => {
    const chain = aChain(aBusyHost());
    const picture = aLivePicture({ links: [aLiveLink({ name: 'em1', rates: { ...someRates, rxBytes: 2_048 } })] });
    const live = toLiveNumbers(chain, { picture, history: addToHistory(emptyHistory, picture) }, null);
    const shown = layoutChain(chain, 700, live);
    expect(shown.stations[0]).toMatchObject({ traffic: { received: '2 KiB/s', sent: '0 B/s', receivedPoints: [2_048] } });
    expect(shown.stations[1]?.traffic).toBeNull();
    expect(shown.stations.map(({ centreY }) => centreY)).toEqual(layoutChain(chain, 700).stations.map(({ centreY }) => centreY));
  });
});

describe('a sparkline', () => {
  it('ends at the right, is scaled to its largest point, and has a gap where nothing was counted', () => {
    expect(toSparklinePath([10, null, 5, 10], { width: 40, height: 10, length: 5 })).toBe('M10 0M30 5L40 0');
    expect(toSparklinePath([], { width: 40, height: 10, length: 5 })).toBe('');
  });
});
