import type { HopPlace } from '#domain/path/chain.ts';
import type { Lane } from '#domain/path/walk/walk-step.ts';
import { countLines } from '#renderer/ui/metro/count-lines.ts';
import type { MetroLane } from '#renderer/ui/metro/metro-layout.ts';
import type { TraceLayout, TraceRail, TraceRailState, TraceRemark, TraceStation } from '#renderer/ui/metro/trace-layout.ts';
import { buildTraceRows, type TraceRow } from './trace-rows.ts';
import type { TraceProgress } from './trace-progress.ts';

const laneHead = 26;
const laneGap = 6;
const rowHeight = 46;
const remarkLineHeight = 17;
const stopRadius = 8;
const smallestWidth = 560;

const titles: Readonly<Record<HopPlace, string>> = { host: 'Host', machine: 'Machine', nested: 'Nested instance' };

interface PlacedRow {
  readonly row: TraceRow;
  readonly station: TraceStation;
  readonly bottom: number;
}

/** A trace as it is known so far: same stops and same width, same places, until the verdict makes room for its sentence. */
export function layoutTrace(progress: TraceProgress, availableWidth: number): TraceLayout {
  const width = Math.max(smallestWidth, Math.floor(availableWidth));
  const columns = { name: 72, there: 186, back: 300, header: 414 };
  const rows = buildTraceRows(progress);
  const placed: PlacedRow[] = [];
  const lanes: MetroLane[] = [];
  for (const row of rows) {
    const before = placed.at(-1);
    const isNewLane = before?.row.place !== row.place;
    const top = (before?.bottom ?? -laneGap) + (isNewLane ? laneGap + laneHead : 0);
    const next = placeRow(progress, row, { top, textWidth: width - columns.name - 14 });
    placed.push(next);
    const lane = lanes.at(-1);
    if (isNewLane || lane === undefined) {
      const y = top - laneHead;
      lanes.push({ id: `${row.place}-${lanes.length.toString()}`, title: titles[row.place], y, height: next.bottom - y });
    } else {
      lanes[lanes.length - 1] = { ...lane, height: next.bottom - lane.y };
    }
  }
  const stations = placed.map(({ station }) => station);
  return {
    width,
    height: placed.at(-1)?.bottom ?? 0,
    railX: { forward: 28, reverse: 44 },
    columns,
    lanes,
    stations,
    rails: [...toRails(progress, stations, 'forward'), ...toRails(progress, stations, 'reverse')],
  };
}

function placeRow(
  progress: TraceProgress,
  row: TraceRow,
  { top, textWidth }: { readonly top: number; readonly textWidth: number },
): PlacedRow {
  const verdict = progress.result?.verdict;
  const isEnd = verdict !== undefined && verdict.lane !== null && verdict.lastHopId === row.hopId;
  const texts = [
    ...(row.remark === '' ? [] : [{ text: row.remark, isVerdict: false }]),
    ...(isEnd ? [{ text: verdict.sentence, isVerdict: true }] : []),
  ];
  let y = top + rowHeight - 8;
  const remarks = texts.map(({ text, isVerdict }): TraceRemark => {
    const height = countLines(text, textWidth) * remarkLineHeight;
    y += height;
    return { text, isVerdict, y: y - height, height };
  });
  const { hopId, name, there, back, header } = row;
  const station: TraceStation = {
    id: hopId,
    centreY: top + rowHeight / 2,
    isBlind: there.word === 'Blind' && back.word === 'Blind',
    name,
    there,
    back,
    header,
    remarks,
    label: [
      `${name} of the ${row.place === 'nested' ? 'instance' : row.place}`,
      `there: ${there.word}`,
      `back: ${back.word}`,
      ...texts.map(({ text }) => text),
    ].join(', '),
  };
  return { row, station, bottom: remarks.length === 0 ? top + rowHeight : y + 8 };
}

function toRails(progress: TraceProgress, stations: readonly TraceStation[], lane: Lane): readonly TraceRail[] {
  const ours = progress.copies.filter((copy) => copy.lane === lane);
  const isSeen = stations.map(({ id }) => ours.some(({ hopId }) => hopId === id));
  return stations.slice(1).flatMap((to, at): readonly TraceRail[] => {
    const from = stations[at];
    return from === undefined
      ? []
      : [
          {
            id: `${lane} ${from.id}`,
            lane,
            fromY: from.centreY + stopRadius,
            toY: to.centreY - stopRadius,
            state: judgeRail(progress, { lane, above: from.id, below: to.id, at, isSeen }),
          },
        ];
  });
}

interface RailEnds {
  readonly lane: Lane;
  readonly above: string;
  readonly below: string;
  /** The position of the upper one. */
  readonly at: number;
  readonly isSeen: readonly boolean[];
}

function judgeRail({ result }: TraceProgress, { lane, above, below, at, isSeen }: RailEnds): TraceRailState {
  if (isSeen[at] === true && isSeen[at + 1] === true) {
    return 'passed';
  }
  if (isSeen.slice(0, at + 1).includes(true) && isSeen.slice(at + 1).includes(true)) {
    return 'inferred';
  }
  const isEnd = result?.verdict.lane === lane && result.verdict.lastHopId === (lane === 'forward' ? above : below);
  return isEnd ? 'lost' : 'idle';
}
