import { StateMarkShape } from '../state-mark-shape.tsx';
import type { MetroLayout, MetroRail, MetroStation } from './metro-layout.ts';
import { toSparklinePath } from './sparkline-path.ts';
import classes from './metro-line.module.css';

/** A minute, at one point a second. */
const sparkSize = { width: 66, height: 13, length: 60 };

interface MetroLineProps {
  readonly label: string;
  readonly layout: MetroLayout;
  readonly selectedId: string | null;
  readonly onSelect: (stationId: string) => void;
}

/** From the top of a row to the middle of its first two lines. */
const headHeight = 30;

/** The path as a metro line: a lane for each place, a station for each device, one rail there and one back. */
export function MetroLine({ label, layout, selectedId, onSelect }: MetroLineProps) {
  const { width, height, columns, lanes, stations, rails } = layout;
  const stop = stations.some(({ id }) => id === selectedId) ? selectedId : (stations[0]?.id ?? null);
  return (
    <svg
      className={classes.diagram}
      width={width}
      height={height}
      viewBox={`0 0 ${width.toString()} ${height.toString()}`}
      role="group"
      aria-label={label}
    >
      {lanes.map((lane) => (
        <g key={lane.id}>
          <rect className={classes.lane} x="0.5" y={lane.y + 0.5} width={width - 1} height={lane.height - 1} rx="6" />
          <text className={classes.laneTitle} x={columns.name} y={lane.y + 18}>
            {lane.title}
          </text>
        </g>
      ))}
      <g className={classes.columnTitles} aria-hidden="true">
        <text x={columns.state} y="18">
          State
        </text>
        <text x={columns.facts} y="18">
          {columns.factsTitle}
        </text>
        <text x={columns.received} y="18" textAnchor="end">
          Received
        </text>
        <text x={columns.sent} y="18" textAnchor="end">
          Sent
        </text>
      </g>
      {rails.map((rail) => (
        <Rail key={rail.id} rail={rail} layout={layout} />
      ))}
      {stations.map((station) => (
        <Station
          key={station.id}
          station={station}
          layout={layout}
          isSelected={station.id === selectedId}
          isStop={station.id === stop}
          onSelect={() => onSelect(station.id)}
        />
      ))}
    </svg>
  );
}

function Rail({ rail, layout }: { readonly rail: MetroRail; readonly layout: MetroLayout }) {
  const { forward, reverse } = layout.railX;
  const middle = (rail.fromY + rail.toY) / 2;
  const isBroken = rail.certainty === 'missing';
  return (
    <g className={classes.rail} data-certainty={rail.certainty} aria-hidden="true">
      {rail.reason !== null && <title>{rail.reason}</title>}
      <line x1={forward} x2={forward} y1={rail.fromY} y2={rail.toY} />
      <line x1={reverse} x2={reverse} y1={rail.fromY} y2={rail.toY} />
      {isBroken ? (
        <path
          className={classes.cut}
          d={`M${(forward - 6).toString()} ${(middle + 4).toString()}l12 -8M${(reverse - 6).toString()} ${(middle + 4).toString()}l12 -8`}
        />
      ) : (
        <g className={classes.arrow}>
          <path d={`M${(forward - 3.5).toString()} ${(middle - 2).toString()}l3.5 4 3.5 -4`} />
          <path d={`M${(reverse - 3.5).toString()} ${(middle + 2).toString()}l3.5 -4 3.5 4`} />
        </g>
      )}
    </g>
  );
}

interface StationProps {
  readonly station: MetroStation;
  readonly layout: MetroLayout;
  readonly isSelected: boolean;
  readonly isStop: boolean;
  readonly onSelect: () => void;
}

function Station({ station, layout, isSelected, isStop, onSelect }: StationProps) {
  const { columns, width } = layout;
  const y = station.centreY;
  return (
    <g className={classes.station} data-certainty={station.certainty} data-selected={isSelected || undefined}>
      {/* The whole row is one button; what it says is its label, so the texts over it are for the eye alone. */}
      <rect
        className={classes.row}
        x={columns.name - 12}
        y={y - headHeight + 1}
        width={width - columns.name + 8}
        height={station.height - 2}
        rx="5"
        role="button"
        tabIndex={isStop ? 0 : -1}
        aria-label={station.label}
        aria-pressed={isSelected}
        onClick={onSelect}
        onKeyDown={(event) => walkStations(event, onSelect)}
      />
      <StationTexts station={station} layout={layout} />
    </g>
  );
}

function StationTexts({ station, layout }: Pick<StationProps, 'station' | 'layout'>) {
  const { columns, width, railX } = layout;
  const y = station.centreY;
  return (
    <g className={classes.texts} aria-hidden="true">
      <rect
        className={classes.stop}
        x={railX.forward - 8}
        y={y - 8}
        width={railX.reverse - railX.forward + 16}
        height="16"
        rx="8"
      />
      <text className={classes.name} x={columns.name} y={y - 3}>
        {station.name}
      </text>
      <text className={classes.kind} x={columns.name} y={y + 14}>
        {station.kind}
      </text>
      <g className={classes.state} data-tone={station.tone}>
        <svg x={columns.state} y={y - 14} width="12" height="12" viewBox="0 0 12 12">
          <StateMarkShape tone={station.tone} />
        </svg>
        <text x={columns.state + 18} y={y - 3}>
          {station.state}
        </text>
      </g>
      {station.facts.map((fact, index) => (
        <text key={fact} className={classes.fact} x={columns.facts} y={y - 3 + (columns.factsLine + index) * 17}>
          {fact}
        </text>
      ))}
      {station.remark !== null && (
        <foreignObject x={columns.state} y={station.remark.y} width={width - columns.state - 14} height={station.remark.height}>
          <div className={classes.remark}>{station.remark.text}</div>
        </foreignObject>
      )}
      <StationCounts station={station} columns={columns} />
    </g>
  );
}

function StationCounts({ station, columns }: { readonly station: MetroStation } & Pick<MetroLayout, 'columns'>) {
  const { traffic, centreY: y } = station;
  return (
    <>
      <text className={classes.count} x={columns.received} y={y - 3} textAnchor="end">
        {traffic?.received ?? station.received ?? ''}
      </text>
      <text className={classes.count} x={columns.sent} y={y - 3} textAnchor="end">
        {traffic?.sent ?? station.sent ?? ''}
      </text>
      {traffic !== null && (
        <g className={classes.spark}>
          <Spark points={traffic.receivedPoints} endX={columns.received} y={y + 4} />
          <Spark points={traffic.sentPoints} endX={columns.sent} y={y + 4} />
        </g>
      )}
    </>
  );
}

interface SparkProps {
  readonly points: readonly (number | null)[];
  readonly endX: number;
  readonly y: number;
}

function Spark({ points, endX, y }: SparkProps) {
  const { width } = sparkSize;
  return (
    <g transform={`translate(${(endX - width).toString()} ${y.toString()})`}>
      <line className={classes.sparkBase} x1="0" x2={width} y1={sparkSize.height + 0.5} y2={sparkSize.height + 0.5} />
      <path d={toSparklinePath(points, sparkSize)} />
    </g>
  );
}

function walkStations(event: React.KeyboardEvent<SVGRectElement>, select: () => void): void {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    select();
    return;
  }
  const stations = [...(event.currentTarget.ownerSVGElement?.querySelectorAll<SVGRectElement>('[role="button"]') ?? [])];
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key] ?? 0;
  const next = stations[stations.indexOf(event.currentTarget) + step];
  if (step !== 0 && next !== undefined) {
    event.preventDefault();
    next.focus();
    next.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
}
