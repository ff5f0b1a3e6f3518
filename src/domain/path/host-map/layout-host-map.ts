import type { GraphDevice, GraphInstance, GraphJoin, GraphMachine, HostGraph } from './host-graph.ts';

export interface MapBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type MapItem = MapBox &
  (
    | { readonly kind: 'device'; readonly device: GraphDevice }
    | { readonly kind: 'machine'; readonly machine: GraphMachine }
    | { readonly kind: 'instance'; readonly inside: GraphInstance }
    /** Those of a machine that there is no room for. */
    | { readonly kind: 'more-instances'; readonly machine: GraphMachine; readonly count: number }
    /** A group whose machines are drawn as one, with the devices that only they use. */
    | {
        readonly kind: 'folded';
        readonly title: string;
        readonly machines: readonly GraphMachine[];
        readonly deviceNames: readonly string[];
      }
    | { readonly kind: 'group'; readonly title: string; readonly isCloud: boolean }
  );

export interface MapLine {
  readonly id: string;
  readonly outerId: string;
  readonly innerId: string;
  readonly kind: GraphJoin['kind'];
  /** Where it meets both ends, from the top of the picture. */
  readonly y: number;
}

export interface HostMap {
  readonly width: number;
  readonly height: number;
  readonly items: readonly MapItem[];
  readonly lines: readonly MapLine[];
}

const deviceWidth = 168;
const machineWidth = 184;
const boxHeight = 44;
const columnGap = 36;
const rowGap = 12;
const groupHead = 28;
const groupGap = 20;
const groupPadding = 12;
const instanceWidth = 176;
const instanceGap = 28;
/** A machine with more than these shows the first ones, and how many more there are. */
const mostInstances = 6;

/**
 * Where everything stands: the wire at the left, machines at the right, a row for each card of a machine. A bridge is as tall as what
 * hangs on it, so that its lines run level and cross nothing. The same graph gives the same picture.
 */
export function layoutHostMap(graph: HostGraph, folded: ReadonlySet<string>): HostMap {
  const rows = placeMachines(graph, folded);
  const hidden = new Set(rows.items.flatMap((item) => (item.kind === 'folded' ? item.deviceNames : [])));
  const devices = graph.devices.filter(({ name }) => !hidden.has(name));
  const joins = redirectJoins(graph, rows.standIns, hidden);
  const spans = spanDevices(devices, joins, rows.anchors, graph.depths);
  const columns = placeColumns(devices, spans, graph.depths);
  const placed = devices.map((device): MapItem => {
    const [top, bottom] = spans.get(device.id) ?? [0, boxHeight];
    return { kind: 'device', device, id: device.id, x: columns.xOf(device.id), y: top, width: deviceWidth, height: bottom - top };
  });
  const shifted = rows.items.map((item) => ({ ...item, x: columns.width + item.x }));
  const items = [...shifted, ...placed];
  return {
    width: Math.max(0, ...items.map(({ x, width }) => x + width)),
    height: Math.max(0, ...items.map(({ y, height }) => y + height)),
    items,
    lines: drawLines(joins, items),
  };
}

interface Placed {
  readonly items: readonly MapItem[];
  /** Tops of the rows that a machine, or the box that stands for it, offers to its devices. */
  readonly anchors: ReadonlyMap<string, readonly number[]>;
  /** The box that stands for a machine that is folded away. */
  readonly standIns: ReadonlyMap<string, string>;
}

function placeMachines(graph: HostGraph, folded: ReadonlySet<string>): Placed {
  const items: MapItem[] = [];
  const anchors = new Map<string, readonly number[]>();
  const standIns = new Map<string, string>();
  let y = 0;
  for (const group of graph.groups) {
    const machines = sortMachines(graph, group.id);
    if (folded.has(group.id)) {
      const deviceNames = ownDevices(graph, machines);
      items.push({
        kind: 'folded',
        id: group.id,
        x: groupPadding,
        y,
        width: machineWidth,
        height: boxHeight,
        title: group.title,
        machines,
        deviceNames,
      });
      anchors.set(group.id, [y]);
      machines.forEach(({ id }) => standIns.set(id, group.id));
      y += boxHeight + rowGap;
    } else {
      const top = y;
      y += groupHead;
      for (const machine of machines) {
        const inside = placeInstances(machine, y);
        const rows = Array.from({ length: Math.max(1, machine.cards.length) }, (_, row) => y + row * (boxHeight + rowGap));
        const height = Math.max(rows.length, inside.length) * (boxHeight + rowGap) - rowGap;
        items.push({ kind: 'machine', machine, id: machine.id, x: groupPadding, y, width: machineWidth, height }, ...inside);
        anchors.set(machine.id, rows);
        y += height + rowGap;
      }
      const nestedWidth = machines.some(({ instances }) => instances.length > 0) ? instanceGap + instanceWidth : 0;
      const width = machineWidth + nestedWidth + 2 * groupPadding;
      const box = { id: `${group.id}:box`, x: 0, y: top, width, height: y - top };
      items.unshift({ kind: 'group', title: group.title, isCloud: group.isCloud, ...box });
      y += groupGap;
    }
  }
  return { items, anchors, standIns };
}

/** Beside their machine, one below the other; the same instances stand at the same places. */
function placeInstances(machine: GraphMachine, top: number): readonly MapItem[] {
  const { instances } = machine;
  const shown = instances.length > mostInstances ? instances.slice(0, mostInstances - 1) : instances;
  const placeAt = (row: number) => ({
    x: groupPadding + machineWidth + instanceGap,
    y: top + row * (boxHeight + rowGap),
    width: instanceWidth,
    height: boxHeight,
  });
  const count = instances.length - shown.length;
  return [
    ...shown.map((inside, row): MapItem => ({ kind: 'instance', inside, id: inside.id, ...placeAt(row) })),
    ...(count === 0
      ? []
      : [{ kind: 'more-instances', machine, count, id: `${machine.id}:more`, ...placeAt(shown.length) } as const]),
  ];
}

/** By the first device they hang on, so that lines of one bridge stay together; then by name, numbers as numbers. */
function sortMachines({ machines }: HostGraph, groupId: string): readonly GraphMachine[] {
  return machines
    .filter((machine) => machine.groupId === groupId)
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
}

/** Devices through which nothing but these machines is reached; bridges with a way out are shared by nature. */
function ownDevices({ devices, machines, joins }: HostGraph, own: readonly GraphMachine[]): readonly string[] {
  const mine = new Set(own.map(({ id }) => id));
  const others = new Set(machines.filter(({ id }) => !mine.has(id)).map(({ id }) => id));
  const taps = devices.filter(({ kind }) => kind !== 'bridge' && kind !== 'physical' && kind !== 'bond');
  return taps
    .filter(({ id }) => {
      const inner = joins.filter(({ outerId }) => outerId === id).map(({ innerId }) => innerId);
      return inner.length > 0 && inner.every((each) => mine.has(each)) && !inner.some((each) => others.has(each));
    })
    .map(({ name }) => name);
}

function redirectJoins(
  graph: HostGraph,
  standIns: ReadonlyMap<string, string>,
  hidden: ReadonlySet<string>,
): readonly GraphJoin[] {
  const hiddenIds = new Set(graph.devices.filter(({ name }) => hidden.has(name)).map(({ id }) => id));
  const ownerOf = new Map(
    graph.joins.flatMap(({ outerId, innerId }) =>
      hiddenIds.has(outerId) ? [[outerId, standIns.get(innerId) ?? innerId] as const] : [],
    ),
  );
  const endOf = (id: string): string => ownerOf.get(id) ?? standIns.get(id) ?? id;
  const joins = graph.joins.map((join) => ({ ...join, outerId: endOf(join.outerId), innerId: endOf(join.innerId) }));
  const kept = joins.filter(({ outerId, innerId }) => outerId !== innerId);
  return [...new Map(kept.map((join) => [`${join.outerId} ${join.innerId}`, join])).values()];
}

type Span = readonly [number, number];

/** From the inside out: each device reaches over all rows of what hangs on it; what carries nothing stands below everything. */
function spanDevices(
  devices: readonly GraphDevice[],
  joins: readonly GraphJoin[],
  anchors: ReadonlyMap<string, readonly number[]>,
  depths: ReadonlyMap<string, number>,
): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const used = new Map<string, number>();
  const deepestFirst = [...devices].sort((one, other) => (depths.get(other.id) ?? 0) - (depths.get(one.id) ?? 0));
  let bottom = Math.max(0, ...[...anchors.values()].flat().map((top) => top + boxHeight + rowGap));
  for (const { id, kind } of deepestFirst) {
    const tops = joins
      .filter(({ outerId }) => outerId === id)
      .flatMap(({ innerId, kind: join }) => {
        const rows = anchors.get(innerId);
        if (rows === undefined) {
          const span = spans.get(innerId);
          return span === undefined ? [] : [span[0]];
        }
        // Every card takes the next row of its machine.
        const row = join === 'card' ? (used.get(innerId) ?? 0) : 0;
        used.set(innerId, row + 1);
        return [rows[Math.min(row, rows.length - 1)] ?? 0];
      });
    if (tops.length === 0) {
      spans.set(id, [bottom, bottom + boxHeight]);
      bottom += boxHeight + rowGap;
    } else {
      const top = Math.min(...tops);
      spans.set(id, kind === 'bridge' ? [top, Math.max(...tops) + boxHeight] : [top, top + boxHeight]);
    }
  }
  return spans;
}

/** A column for every depth; where two would lie on each other there, a column beside it. */
function placeColumns(devices: readonly GraphDevice[], spans: ReadonlyMap<string, Span>, depths: ReadonlyMap<string, number>) {
  const taken = new Map<string, number>();
  let left = 0;
  const deepest = Math.max(0, ...devices.map(({ id }) => depths.get(id) ?? 0));
  for (let depth = 0; depth <= deepest; depth += 1) {
    const here = devices.filter(({ id }) => (depths.get(id) ?? 0) === depth);
    const lanes: Span[][] = [];
    for (const { id } of [...here].sort((one, other) => (spans.get(one.id)?.[0] ?? 0) - (spans.get(other.id)?.[0] ?? 0))) {
      const span = spans.get(id) ?? [0, 0];
      const free = lanes.findIndex((lane) =>
        lane.every(([top, bottom]) => span[0] >= bottom + rowGap || span[1] + rowGap <= top),
      );
      const lane = free === -1 ? lanes.push([]) - 1 : free;
      lanes[lane]?.push(span);
      taken.set(id, left + lane * (deviceWidth + columnGap / 2));
    }
    left += lanes.length === 0 ? 0 : lanes.length * (deviceWidth + columnGap / 2) + columnGap / 2;
  }
  return { width: left, xOf: (id: string): number => taken.get(id) ?? 0 };
}

function drawLines(joins: readonly GraphJoin[], items: readonly MapItem[]): readonly MapLine[] {
  const boxes = new Map(items.map((item) => [item.id, item]));
  return joins.flatMap(({ outerId, innerId, kind }) => {
    const [outer, inner] = [boxes.get(outerId), boxes.get(innerId)];
    return outer === undefined || inner === undefined
      ? []
      : [{ id: `${outerId}>${innerId}`, outerId, innerId, kind, y: Math.max(outer.y, inner.y) + boxHeight / 2 }];
  });
}
