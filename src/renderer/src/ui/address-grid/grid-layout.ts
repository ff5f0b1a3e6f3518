/** A piece of a row of cells: what of a segment lies in one row. Columns and rows begin with 0. */
export interface GridRun {
  readonly row: number;
  readonly column: number;
  readonly span: number;
}

export interface GridShape {
  readonly columns: number;
  readonly rows: number;
  /** How many addresses a cell stands for. */
  readonly perCell: number;
}

export interface GridRange {
  readonly first: number;
  readonly last: number;
}

const columns = 32;
const mostRows = 8;

/** So many addresses a cell that the block has at most eight rows of 32; always a power of two, so that networks fill cells. */
export function toShape({ first, last }: GridRange): GridShape {
  const count = last - first + 1;
  let perCell = 1;
  while (Math.ceil(count / perCell) > columns * mostRows) {
    perCell *= 2;
  }
  const cells = Math.ceil(count / perCell);
  return { columns, rows: Math.ceil(cells / columns), perCell };
}

/** The cells that a range touches, row by row. */
export function toRuns(range: GridRange, block: GridRange, { perCell }: GridShape): readonly GridRun[] {
  const from = Math.floor((Math.max(range.first, block.first) - block.first) / perCell);
  const to = Math.floor((Math.min(range.last, block.last) - block.first) / perCell);
  const runs: GridRun[] = [];
  for (let at = from; at <= to; at = (Math.floor(at / columns) + 1) * columns) {
    const row = Math.floor(at / columns);
    const end = Math.min(to, (row + 1) * columns - 1);
    runs.push({ row, column: at - row * columns, span: end - at + 1 });
  }
  return runs;
}

export interface DragState {
  readonly grip: 'start' | 'whole' | 'end';
  /** The range when the drag began. */
  readonly range: GridRange;
  /** How many cells the pointer has moved, rows counted as cells. */
  readonly cells: number;
}

/** The range after the pointer moved: inside its block, at least one address wide. */
export function dragRange({ grip, range, cells }: DragState, block: GridRange, { perCell }: GridShape): GridRange {
  const moved = cells * perCell;
  if (grip === 'start') {
    return { first: clamp(range.first + moved, block.first, range.last), last: range.last };
  }
  if (grip === 'end') {
    return { first: range.first, last: clamp(range.last + moved, range.first, block.last) };
  }
  const by = clamp(moved, block.first - range.first, block.last - range.last);
  return { first: range.first + by, last: range.last + by };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
