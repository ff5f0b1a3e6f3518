import { StateMarkShape } from '../state-mark-shape.tsx';
import type { TraceLayout, TraceMark, TraceRail, TraceStation } from './trace-layout.ts';
import classes from './trace-line.module.css';

interface TraceLineProps {
  readonly label: string;
  readonly layout: TraceLayout;
}

/** A trace along the metro line: probes go down one rail, answers up the other, each as far as it was seen. */
export function TraceLine({ label, layout }: TraceLineProps) {
  const { width, height, columns, lanes, stations, rails } = layout;
  return (
    <svg
      className={classes.diagram}
      width={width}
      height={height}
      viewBox={`0 0 ${width.toString()} ${height.toString()}`}
      role="img"
      aria-label={[label, ...stations.map((station) => station.label)].join('. ')}
    >
      {lanes.map((lane) => (
        <g key={lane.id}>
          <rect className={classes.lane} x="0.5" y={lane.y + 0.5} width={width - 1} height={lane.height - 1} rx="6" />
          <text className={classes.laneTitle} x={columns.name} y={lane.y + 18}>
            {lane.title}
          </text>
        </g>
      ))}
      <g className={classes.columnTitles}>
        <text x={columns.there} y="18">
          There
        </text>
        <text x={columns.back} y="18">
          Back
        </text>
        <text x={columns.header} y="18">
          From and to, on the way there
        </text>
      </g>
      {rails.map((rail) => (
        <Rail key={rail.id} rail={rail} x={layout.railX[rail.lane]} />
      ))}
      {stations.map((station) => (
        <Station key={station.id} station={station} layout={layout} />
      ))}
    </svg>
  );
}

function Rail({ rail: { lane, fromY, toY, state }, x }: { readonly rail: TraceRail; readonly x: number }) {
  const middle = (fromY + toY) / 2;
  const [left, right] = [(x - 6).toString(), (x - 3.5).toString()];
  return (
    <g className={classes.rail} data-state={state}>
      <line x1={x} x2={x} y1={fromY} y2={toY} />
      {state === 'lost' && (
        <path className={classes.cut} d={`M${left} ${(middle - 6).toString()}l12 12M${left} ${(middle + 6).toString()}l12 -12`} />
      )}
      {(state === 'passed' || state === 'inferred') && (
        <path
          className={classes.arrow}
          d={
            lane === 'forward'
              ? `M${right} ${(middle - 2).toString()}l3.5 4 3.5 -4`
              : `M${right} ${(middle + 2).toString()}l3.5 -4 3.5 4`
          }
        />
      )}
    </g>
  );
}

function Station({ station, layout }: { readonly station: TraceStation; readonly layout: TraceLayout }) {
  const { railX, columns, width } = layout;
  const { centreY: y, name, there, back, header, remarks } = station;
  return (
    <g className={classes.station} data-blind={station.isBlind || undefined}>
      <rect
        className={classes.stop}
        x={railX.forward - 8}
        y={y - 8}
        width={railX.reverse - railX.forward + 16}
        height="16"
        rx="8"
      />
      <text className={classes.name} x={columns.name} y={y + 5}>
        {name}
      </text>
      <Mark mark={there} x={columns.there} y={y} />
      <Mark mark={back} x={columns.back} y={y} />
      <text className={classes.header} x={columns.header} y={y + 4}>
        {header}
      </text>
      {remarks.map((remark) => (
        <foreignObject key={remark.text} x={columns.name} y={remark.y} width={width - columns.name - 14} height={remark.height}>
          <div className={classes.remark} data-verdict={remark.isVerdict || undefined}>
            {remark.text}
          </div>
        </foreignObject>
      ))}
    </g>
  );
}

function Mark({ mark: { tone, word }, x, y }: { readonly mark: TraceMark; readonly x: number; readonly y: number }) {
  return (
    <g className={classes.mark} data-tone={tone}>
      <svg x={x} y={y - 6} width="12" height="12" viewBox="0 0 12 12">
        <StateMarkShape tone={tone} />
      </svg>
      <text x={x + 18} y={y + 5}>
        {word}
      </text>
    </g>
  );
}
