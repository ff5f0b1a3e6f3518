import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHostGraph } from '#domain/path/host-map/build-host-graph.ts';
import { chooseShown } from '#domain/path/host-map/choose-shown.ts';
import { findNextBox } from '#domain/path/host-map/find-next-box.ts';
import { layoutHostMap, type HostMap } from '#domain/path/host-map/layout-host-map.ts';
import type { MachineInstance } from '#domain/path/list-machine-instances.ts';
import { aLargeHost } from '#fakes/large-host.ts';

const none: ReadonlySet<string> = new Set();
const graphOf = (count: number) => {
  const { facts, machines } = aLargeHost(count);
  return buildHostGraph(facts, machines);
};
const boxOf = (map: HostMap, id: string) => map.items.find((item) => item.id === id);

describe('the network of a host', () => {
  it('has everything that frames pass, from the wire inwards, whoever made it', () => {
    const { depths, joins } = graphOf(2);
    const way = ['eno1', 'bond0', 'bond0.7', 'vmbr0', 'fwpr101p0', 'fwln101i0', 'fwbr101i0', 'tap101i0'];
    const steps = way.map((name) => depths.get(`device:${name}`) ?? -1);
    expect(steps).toEqual([...steps.keys()]);
    way.slice(1).forEach((name, at) => {
      expect(joins).toContainEqual(expect.objectContaining({ outerId: `device:${way[at] ?? ''}`, innerId: `device:${name}` }));
    });
    expect(joins).toContainEqual({ outerId: 'device:tap101i0', innerId: 'machine:vm101', kind: 'card' });
  });

  it('shows of a search what was found and its way to the wire, and nothing else', () => {
    const shown = chooseShown(graphOf(40), { search: 'vm101', onlyTroubles: false });
    expect(shown.machines.map(({ name }) => name)).toEqual(['vm101']);
    expect(shown.devices.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['eno1', 'eno2', 'bond0', 'bond0.7', 'vmbr0', 'fwbr101i0', 'tap101i0']),
    );
    expect(shown.devices).toHaveLength(9);
  });

  it('finds a machine by its MAC, a device by its name, and troubles', () => {
    const graph = graphOf(10);
    const find = (search: string, onlyTroubles = false) => chooseShown(graph, { search, onlyTroubles });
    expect(find('52:54:00:00:00:03').machines.map(({ name }) => name)).toEqual(['vm103']);
    expect(find('tap104').machines.map(({ name }) => name)).toEqual(['vm104']);
    expect(find('', true).devices.map(({ name }) => name)).toEqual(['virbr0']);
    expect(find('nothing has this').devices).toEqual([]);
  });
});

/** So many instances in each machine, one after the other. */
function withInstances(count: number, inEach: number) {
  const { facts, machines } = aLargeHost(count);
  const anInstance = (number: number): MachineInstance => ({
    ...{ id: `i-${number}`, title: `i-${number}`, name: `i-${number}`, state: 'running', certainty: 'told' },
    ...{ mac: null, privateAddress: null, publicAddresses: [`10.9.0.${number}`], reason: 'told', evidence: 'EC2' },
  });
  const inside = new Map(machines.map(({ name }) => [name, Array.from({ length: inEach }, (_, at) => anInstance(at + 1))]));
  return buildHostGraph(facts, machines, inside);
}

describe('instances on the map', () => {
  it('stand beside their machine, joined to it, and never on one another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 8 }), (count, inEach) => {
        const map = layoutHostMap(withInstances(count, inEach), none);
        const boxes = map.items.filter(({ kind }) => kind !== 'group');
        boxes.forEach((one, at) =>
          boxes.slice(at + 1).forEach((other) => {
            const isApart =
              one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y;
            expect(isApart, `${one.id} and ${other.id}`).toBe(true);
          }),
        );
        const frames = map.items.filter(({ kind }) => kind === 'group');
        const nested = boxes.filter(({ kind }) => kind === 'instance' || kind === 'more-instances');
        expect(nested).toHaveLength(count * Math.min(inEach, 6));
        expect(
          nested.every((box) => frames.some((frame) => box.x + box.width <= frame.x + frame.width && box.x >= frame.x)),
        ).toBe(true);
        expect(map.lines.filter(({ kind }) => kind === 'inside')).toHaveLength(count * (inEach > 6 ? 5 : inEach));
      }),
      { numRuns: 10 },
    );
  });

  it('say how many more there are where there is no room, and are not drawn in a folded group', () => {
    const graph = withInstances(3, 14);
    const more = layoutHostMap(graph, none).items.flatMap((item) => (item.kind === 'more-instances' ? item.count : []));
    expect(more).toEqual([9, 9, 9]);
    const folded = layoutHostMap(graph, new Set(graph.groups.map(({ id }) => id)));
    expect(folded.items.some(({ kind }) => kind === 'instance')).toBe(false);
    expect(folded.lines.some(({ kind }) => kind === 'inside')).toBe(false);
  });

  it('are found by their address, with their machine, and walked to with the arrow keys', () => {
    const shown = chooseShown(withInstances(40, 2), { search: '10.9.0.2', onlyTroubles: false });
    expect(shown.machines).toHaveLength(40);
    const graph = chooseShown(withInstances(3, 2), { search: 'vm101', onlyTroubles: false });
    const map = layoutHostMap(graph, none);
    expect(map.items.filter(({ kind }) => kind === 'instance')).toHaveLength(2);
    expect(findNextBox(map, 'machine:vm101', 'ArrowRight')).toBe('instance:vm101:i-1');
    expect(findNextBox(map, 'instance:vm101:i-1', 'ArrowDown')).toBe('instance:vm101:i-2');
    expect(findNextBox(map, 'instance:vm101:i-2', 'ArrowLeft')).toBe('machine:vm101');
  });
});

describe('the map of a host', () => {
  it('never lays one box on another, whatever is on the host', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.boolean(), (count, isFolded) => {
        const graph = graphOf(count);
        const map = layoutHostMap(graph, isFolded ? new Set(graph.groups.map(({ id }) => id)) : none);
        const boxes = map.items.filter(({ kind }) => kind !== 'group');
        for (const [at, one] of boxes.entries()) {
          for (const other of boxes.slice(at + 1)) {
            const isApart =
              one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y;
            expect(isApart, `${one.id} and ${other.id}`).toBe(true);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is the same for the same host, and has a row for each of 200 machines', () => {
    const [one, other] = [layoutHostMap(graphOf(200), none), layoutHostMap(graphOf(200), none)];
    expect(one).toEqual(other);
    const rows = new Set(one.items.filter(({ kind }) => kind === 'machine').map(({ y }) => y));
    expect(rows.size).toBe(200);
    const bridge = boxOf(one, 'device:vmbr0');
    expect(bridge?.height).toBeGreaterThan(199 * 40);
  });

  it('draws 200 machines as one box where they are folded, and keeps what they share', () => {
    const graph = graphOf(200);
    const map = layoutHostMap(graph, new Set(['group:none']));
    expect(map.items.filter(({ kind }) => kind === 'machine')).toEqual([]);
    expect(boxOf(map, 'group:none')).toMatchObject({ kind: 'folded' });
    expect(boxOf(map, 'device:vmbr0')).toBeDefined();
    expect(map.lines.some(({ innerId }) => innerId === 'group:none')).toBe(true);
  });

  it('can be walked by arrows along its lines and down its columns', () => {
    const map = layoutHostMap(graphOf(3), none);
    expect(findNextBox(map, 'machine:vm100', 'ArrowLeft')).toBe('device:tap100i0');
    expect(findNextBox(map, 'device:tap100i0', 'ArrowLeft')).toBe('device:vmbr0');
    expect(findNextBox(map, 'device:tap100i0', 'ArrowRight')).toBe('machine:vm100');
    expect(findNextBox(map, 'machine:vm100', 'ArrowDown')).toBe('machine:vm101');
    expect(findNextBox(map, 'machine:vm101', 'ArrowUp')).toBe('machine:vm100');
    expect(findNextBox(map, 'machine:vm100', 'ArrowUp')).toBeNull();
    expect(findNextBox(map, 'machine:vm100', 'Tab')).toBeNull();
  });
});
