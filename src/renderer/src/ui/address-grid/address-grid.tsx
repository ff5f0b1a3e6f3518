import { Tooltip } from '@mantine/core';
import { useRef } from 'react';
import { rangeControl } from '../focusable-roles.ts';
import classes from './address-grid.module.css';
import { dragRange, toRuns, toShape, type DragState, type GridRange, type GridRun, type GridShape } from './grid-layout.ts';

/** What a stretch of the block is. `mark` is a short word that tells it apart without its colour. */
export interface GridSegment {
  readonly id: string;
  readonly range: GridRange;
  readonly look: 'free' | 'taken' | 'cloud';
  /** Which of the eight colours and patterns; of clouds only. */
  readonly tint: number;
  readonly mark: string;
  /** What hovering and a screen reader say. */
  readonly explanation: string;
}

/** A range that a person is choosing; moved and resized with the pointer or the arrow keys. */
export interface GridChoice {
  readonly id: string;
  readonly range: GridRange;
  readonly mark: string;
  readonly explanation: string;
  readonly isRefused: boolean;
  /** Otherwise it keeps its size wherever it is moved. */
  readonly isResizable: boolean;
  /** null: shown, but not to be moved. */
  readonly onChange: ((range: GridRange) => void) | null;
}

interface AddressGridProps {
  readonly label: string;
  readonly block: GridRange;
  readonly segments: readonly GridSegment[];
  readonly choices: readonly GridChoice[];
  /** The beginning of a row, in words: ".32". */
  readonly nameRow: (first: number) => string;
}

/** A block of addresses as rows of cells. Every segment has a colour, a pattern and a word. */
export function AddressGrid({ label, block, segments, choices, nameRow }: AddressGridProps) {
  const shape = toShape(block);
  const grid = useRef<HTMLDivElement>(null);
  const drag = useDrag(choices, block, grid);
  return (
    <div className={classes.frame} role="group" aria-label={label}>
      <div className={classes.names} aria-hidden="true">
        {Array.from({ length: shape.rows }, (_none, row) => (
          <span key={row}>{nameRow(block.first + row * shape.columns * shape.perCell)}</span>
        ))}
      </div>
      <div
        ref={grid}
        className={classes.grid}
        style={{ gridTemplateRows: `repeat(${shape.rows.toString()}, var(--row))` }}
        onPointerMove={drag.move}
        onPointerUp={drag.end}
        onPointerCancel={drag.end}
      >
        {segments.flatMap((segment) =>
          toRuns(segment.range, block, shape).map((run, at) => (
            <SegmentRun key={`${segment.id}-${run.row.toString()}`} segment={segment} run={run} isFirst={at === 0} />
          )),
        )}
        {choices.flatMap((choice) =>
          // Named by their order, not by their row: what is moved with the keyboard keeps the focus.
          toRuns(choice.range, block, shape).map((run, at, all) => (
            <ChoiceRun
              key={`${choice.id}-${at.toString()}`}
              choice={choice}
              run={run}
              place={{ isFirst: at === 0, isLast: at === all.length - 1 }}
              block={block}
              onGrip={(event) => drag.begin(choice, event)}
            />
          )),
        )}
      </div>
    </div>
  );
}

function toStyle({ row, column, span }: GridRun) {
  return { gridRow: row + 1, gridColumn: `${(column + 1).toString()} / span ${span.toString()}` };
}

function SegmentRun({
  segment,
  run,
  isFirst,
}: {
  readonly segment: GridSegment;
  readonly run: GridRun;
  readonly isFirst: boolean;
}) {
  const { look, tint, mark, explanation } = segment;
  const shared = {
    className: classes.run,
    style: toStyle(run),
    'data-look': look,
    'data-tint': look === 'cloud' ? tint : undefined,
  };
  const text = isFirst && run.span > 1 ? <span className={classes.mark}>{mark}</span> : null;
  return (
    <Tooltip label={explanation} openDelay={150}>
      {isFirst && look !== 'free' ? (
        <button type="button" aria-label={explanation} {...shared}>
          {text}
        </button>
      ) : (
        <span aria-hidden="true" {...shared}>
          {text}
        </span>
      )}
    </Tooltip>
  );
}

interface ChoiceRunProps {
  readonly choice: GridChoice;
  readonly run: GridRun;
  readonly place: { readonly isFirst: boolean; readonly isLast: boolean };
  readonly block: GridRange;
  readonly onGrip: (event: React.PointerEvent<HTMLElement>) => void;
}

function ChoiceRun({ choice, run, place, block, onGrip }: ChoiceRunProps) {
  const { range, mark, explanation, isRefused, isResizable, onChange } = choice;
  const hasGrips = isResizable && onChange !== null;
  const control = place.isFirst && onChange !== null;
  return (
    <Tooltip label={explanation} openDelay={150}>
      <div
        className={classes.choice}
        style={toStyle(run)}
        data-refused={isRefused || undefined}
        data-movable={onChange !== null || undefined}
        {...(control
          ? {
              ...rangeControl,
              'aria-label': mark,
              'aria-valuemin': block.first,
              'aria-valuemax': block.last,
              'aria-valuenow': range.first,
              'aria-valuetext': explanation,
              onKeyDown: (event: React.KeyboardEvent) => moveByKey(choice, block, event),
            }
          : { 'aria-hidden': true })}
        {...(onChange !== null && { onPointerDown: onGrip })}
      >
        {place.isFirst && hasGrips && <span className={classes.grip} data-grip="start" />}
        {place.isFirst && run.span > 1 && <span className={classes.mark}>{mark}</span>}
        {place.isLast && hasGrips && <span className={classes.grip} data-grip="end" />}
      </div>
    </Tooltip>
  );
}

/** Arrows move a range by one cell, up and down by a row; with Shift they move its end. */
function moveByKey({ range, isResizable, onChange }: GridChoice, block: GridRange, event: React.KeyboardEvent): void {
  const shape = toShape(block);
  const cells = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: shape.columns, ArrowUp: -shape.columns }[event.key];
  if (cells !== undefined) {
    event.preventDefault();
    onChange?.(dragRange({ grip: event.shiftKey && isResizable ? 'end' : 'whole', range, cells }, block, shape));
  }
}

interface Drag extends Pick<DragState, 'grip' | 'range'> {
  readonly id: string;
  /** Where the pointer was when it began. */
  readonly cell: number;
}

/** The grid itself has the pointer while something is dragged: what is dragged may come and go row by row. */
function useDrag(choices: readonly GridChoice[], block: GridRange, grid: React.RefObject<HTMLDivElement | null>) {
  const shape = toShape(block);
  const current = useRef<Drag | null>(null);
  const begin = ({ id, range }: GridChoice, event: React.PointerEvent<HTMLElement>) => {
    const grip = event.target instanceof HTMLElement ? event.target.dataset['grip'] : undefined;
    grid.current?.setPointerCapture(event.pointerId);
    const cell = findCell(event, grid.current, shape);
    current.current = { id, range, cell, grip: grip === 'start' || grip === 'end' ? grip : 'whole' };
  };
  const move = (event: React.PointerEvent<HTMLElement>) => {
    const drag = current.current;
    if (drag !== null) {
      const cells = findCell(event, grid.current, shape) - drag.cell;
      choices.find(({ id }) => id === drag.id)?.onChange?.(dragRange({ ...drag, cells }, block, shape));
    }
  };
  const end = () => {
    current.current = null;
  };
  return { begin, move, end };
}

/** The cell under the pointer; outside of the grid the nearest one. */
function findCell(event: React.PointerEvent, grid: HTMLElement | null, { columns, rows }: GridShape): number {
  const box = grid?.getBoundingClientRect();
  if (!box) {
    return 0;
  }
  const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
  const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
  return Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column));
}
