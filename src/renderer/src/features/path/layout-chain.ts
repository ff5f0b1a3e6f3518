import type { Chain, Hop, HopJoin, HopPlace } from '#domain/path/chain.ts';
import type { MetroCertainty, MetroLane, MetroLayout, MetroRail, MetroStation } from '#renderer/ui/metro/metro-layout.ts';
import { describeHop, toCertainty, toFactLines, toTone } from './describe-hop.ts';
import { formatBytes } from '#domain/format-bytes.ts';

const laneHead = 26;
const laneGap = 6;
const rowHeight = 60;
const stopRadius = 8;
const smallestWidth = 490;
/** Below this the columns move together. */
const roomyWidth = 640;

const lanes: readonly { readonly place: HopPlace; readonly title: string }[] = [
  { place: 'host', title: 'Host' },
  { place: 'machine', title: 'Machine' },
  { place: 'nested', title: 'Nested instance' },
];

/** Places every hop of a chain: same chain and same width, same picture. Lanes without a hop are left out. */
export function layoutChain(chain: Chain, availableWidth: number): MetroLayout {
  const width = Math.max(smallestWidth, Math.floor(availableWidth));
  const placed = placeLanes(chain);
  const stations = placed.flatMap(({ hops, lane }) =>
    hops.map((hop, index) => toStation(hop, lane.y + laneHead + index * rowHeight + rowHeight / 2)),
  );
  const last = placed.at(-1);
  return {
    width,
    height: last === undefined ? 0 : last.lane.y + last.lane.height,
    railX: { forward: 28, reverse: 44 },
    columns: toColumns(width),
    lanes: placed.map(({ lane }) => lane),
    stations,
    rails: toRails(chain.joins, stations),
  };
}

function toColumns(width: number): MetroLayout['columns'] {
  const ends = { received: width - 92, sent: width - 14 };
  return width < roomyWidth
    ? { name: 72, state: 172, facts: 276, factsTitle: 'Addresses', ...ends }
    : { name: 72, state: 196, facts: Math.max(316, width - 400), factsTitle: 'MAC and addresses', ...ends };
}

interface PlacedLane {
  readonly lane: MetroLane;
  readonly hops: readonly Hop[];
}

function placeLanes(chain: Chain): readonly PlacedLane[] {
  return lanes.reduce<readonly PlacedLane[]>((placed, { place, title }) => {
    const hops = chain.hops.filter((hop) => hop.place === place);
    const before = placed.at(-1)?.lane;
    const y = before === undefined ? 0 : before.y + before.height + laneGap;
    const height = laneHead + hops.length * rowHeight + 4;
    return hops.length === 0 ? placed : [...placed, { lane: { id: place, title, y, height }, hops }];
  }, []);
}

function toStation(hop: Hop, centreY: number): MetroStation {
  const { kind, state } = describeHop(hop);
  const remark = hop.reason ?? hop.warnings[0] ?? null;
  return {
    id: hop.id,
    centreY,
    certainty: toCertainty(hop.state),
    tone: hop.warnings.length > 0 && hop.state === 'up' ? 'attention' : toTone(hop.state),
    name: hop.name,
    kind,
    state,
    // A remark takes the second line: what is wrong comes before a second address.
    facts: toFactLines(hop).slice(0, remark === null ? 2 : 1),
    received: hop.counters === null ? null : formatBytes(hop.counters.rxBytes),
    sent: hop.counters === null ? null : formatBytes(hop.counters.txBytes),
    remark,
    label: [hop.name, kind, state, ...toFactLines(hop), remark].filter((part) => part !== null).join(', '),
  };
}

function toRails(joins: readonly HopJoin[], stations: readonly MetroStation[]): readonly MetroRail[] {
  return joins.flatMap((join) => {
    const from = stations.find(({ id }) => id === join.fromHopId);
    const to = stations.find(({ id }) => id === join.toHopId);
    return from === undefined || to === undefined
      ? []
      : [
          {
            id: `${join.fromHopId}-${join.toHopId}`,
            fromY: from.centreY + stopRadius,
            toY: to.centreY - stopRadius,
            certainty: joinCertainty[join.state],
            reason: join.reason,
          },
        ];
  });
}

const joinCertainty: Readonly<Record<HopJoin['state'], MetroCertainty>> = {
  joined: 'seen',
  broken: 'missing',
  inferred: 'inferred',
  'not-inspected': 'not-inspected',
};
