import type { Chain, Hop, HopJoin, HopPlace } from '#domain/path/chain.ts';
import type { MetroCertainty, MetroLane, MetroLayout, MetroRail, MetroStation } from '#renderer/ui/metro/metro-layout.ts';
import { describeHop, toCertainty, toFactLines, toTone } from './describe-hop.ts';
import { formatBytes } from '#domain/format-bytes.ts';
import { countLines } from '#renderer/ui/metro/count-lines.ts';
import { toTraffic, type LiveNumbers } from './live-hop.ts';

const laneHead = 26;
const laneGap = 6;
const rowHeight = 60;
const remarkLineHeight = 17;
const stopRadius = 8;
const smallestWidth = 490;
/** Below this the columns move together. */
const roomyWidth = 640;

const lanes: readonly { readonly place: HopPlace; readonly title: string }[] = [
  { place: 'host', title: 'Host' },
  { place: 'machine', title: 'Machine' },
  { place: 'nested', title: 'Nested instance' },
];

/** Places every hop of a chain: same chain and same width, same picture, whatever the hops carry. */
export function layoutChain(chain: Chain, availableWidth: number, live: LiveNumbers | null = null): MetroLayout {
  const width = Math.max(smallestWidth, Math.floor(availableWidth));
  const columns = toColumns(width);
  const placed = placeLanes(chain, width);
  const stations = placed.flatMap(({ rows }) => rows.map((row) => toStation(row, live, isNarrow(width))));
  const last = placed.at(-1);
  return {
    width,
    height: last === undefined ? 0 : last.lane.y + last.lane.height,
    railX: { forward: 28, reverse: 44 },
    columns,
    lanes: placed.map(({ lane }) => lane),
    stations,
    rails: toRails(chain.joins, stations),
  };
}

function toColumns(width: number): MetroLayout['columns'] {
  const ends = { received: width - 98, sent: width - 14 };
  return isNarrow(width)
    ? { name: 72, state: 184, facts: 184, factsTitle: '', factsLine: 1, ...ends }
    : { name: 72, state: 196, facts: Math.max(316, width - 408), factsTitle: 'MAC and addresses', factsLine: 0, ...ends };
}

function isNarrow(width: number): boolean {
  return width < roomyWidth;
}

interface Row {
  readonly hop: Hop;
  readonly y: number;
  readonly height: number;
  readonly remarkY: number;
  readonly remarkLines: number;
}

interface PlacedLane {
  readonly lane: MetroLane;
  readonly rows: readonly Row[];
}

/** Lanes without a hop are left out. */
function placeLanes(chain: Chain, width: number): readonly PlacedLane[] {
  return lanes.reduce<readonly PlacedLane[]>((placed, { place, title }) => {
    const hops = chain.hops.filter((hop) => hop.place === place);
    const before = placed.at(-1)?.lane;
    const y = before === undefined ? 0 : before.y + before.height + laneGap;
    const rows = placeRows(hops, y + laneHead, width);
    const height = laneHead + rows.reduce((sum, row) => sum + row.height, 0) + 4;
    return hops.length === 0 ? placed : [...placed, { lane: { id: place, title, y, height }, rows }];
  }, []);
}

function placeRows(hops: readonly Hop[], top: number, width: number): readonly Row[] {
  return hops.reduce<readonly Row[]>((rows, hop) => {
    const before = rows.at(-1);
    const remark = remarkOf(hop);
    const remarkLines = remark === null ? 0 : countLines(remark, width - toColumns(width).state - 14);
    const room = remarkTopOf(hop, isNarrow(width)) + remarkLines * remarkLineHeight + 6;
    const y = before === undefined ? top : before.y + before.height;
    const remarkY = y + remarkTopOf(hop, isNarrow(width));
    return [...rows, { hop, y, remarkY, remarkLines, height: remark === null ? rowHeight : Math.max(rowHeight, room) }];
  }, []);
}

function remarkOf({ reason, warnings }: Hop): string | null {
  return reason ?? warnings[0] ?? null;
}

/** Beside the kind; below it where facts stand there, or a sparkline does because the hop is counted. */
function remarkTopOf(hop: Hop, isBelowFacts: boolean): number {
  return hop.counters === null && !(isBelowFacts && toFactLines(hop).length > 0) ? 32 : 50;
}

/** In the narrow picture there is room for one: an address says more than a MAC. */
function chooseFacts(hop: Hop, isBelow: boolean): readonly string[] {
  const facts = toFactLines(hop);
  // A remark beside the kind takes the second line: what is wrong comes before a second address.
  return isBelow ? facts.slice(-1) : facts.slice(0, remarkOf(hop) === null || hop.counters !== null ? 2 : 1);
}

function toStation({ hop, y, height, remarkY, remarkLines }: Row, live: LiveNumbers | null, isBelow: boolean): MetroStation {
  const { kind, state } = describeHop(hop);
  const remark = remarkOf(hop);
  const traffic = toTraffic(hop, live);
  const passes = traffic === null ? null : `receives ${traffic.received}, sends ${traffic.sent}`;
  return {
    id: hop.id,
    centreY: y + rowHeight / 2,
    height,
    certainty: toCertainty(hop.state),
    tone: hop.warnings.length > 0 && hop.state === 'up' ? 'attention' : toTone(hop.state),
    name: hop.name,
    kind,
    state,
    facts: chooseFacts(hop, isBelow),
    received: hop.counters === null ? null : formatBytes(hop.counters.rxBytes),
    sent: hop.counters === null ? null : formatBytes(hop.counters.txBytes),
    traffic,
    remark: remark === null ? null : { text: remark, y: remarkY, height: remarkLines * remarkLineHeight },
    label: [hop.name, kind, state, ...toFactLines(hop), passes, remark].filter((part) => part !== null).join(', '),
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
