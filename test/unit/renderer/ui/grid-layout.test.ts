import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dragRange, toRuns, toShape } from '#renderer/ui/address-grid/grid-layout.ts';

const block = { first: 1024, last: 1279 };
const shape = toShape(block);

describe('the map of a block', () => {
  it('has rows of 32 cells, of one address each where there is room', () => {
    expect(shape).toEqual({ columns: 32, rows: 8, perCell: 1 });
    expect(toShape({ first: 0, last: 4095 })).toEqual({ columns: 32, rows: 8, perCell: 16 });
    expect(toShape({ first: 0, last: 0 })).toEqual({ columns: 32, rows: 1, perCell: 1 });
    expect(toShape({ first: 0, last: 300 })).toEqual({ columns: 32, rows: 5, perCell: 2 });
  });

  it('cuts a range where its rows end', () => {
    expect(toRuns({ first: 1024 + 30, last: 1024 + 65 }, block, shape)).toEqual([
      { row: 0, column: 30, span: 2 },
      { row: 1, column: 0, span: 32 },
      { row: 2, column: 0, span: 2 },
    ]);
    expect(toRuns({ first: 0, last: 9999 }, block, shape)).toHaveLength(8);
  });

  it('draws every cell of a range once', () => {
    const offset = fc.nat(255);
    fc.assert(
      fc.property(offset, offset, (one, other) => {
        const range = { first: 1024 + Math.min(one, other), last: 1024 + Math.max(one, other) };
        const runs = toRuns(range, block, shape);
        expect(runs.reduce((sum, { span }) => sum + span, 0)).toBe(range.last - range.first + 1);
        expect(runs.every(({ column, span }) => column + span <= 32)).toBe(true);
      }),
    );
  });

  it('moves and resizes inside its block, and never to nothing', () => {
    const range = { first: 1030, last: 1040 };
    const drag = (grip: 'start' | 'whole' | 'end', cells: number) => dragRange({ grip, range, cells }, block, shape);
    expect(drag('whole', 5)).toEqual({ first: 1035, last: 1045 });
    expect(drag('whole', -99)).toEqual({ first: 1024, last: 1034 });
    expect(drag('whole', 999)).toEqual({ first: 1269, last: 1279 });
    expect(drag('start', 99)).toEqual({ first: 1040, last: 1040 });
    expect(drag('end', -99)).toEqual({ first: 1030, last: 1030 });
    expect(drag('end', 999)).toEqual({ first: 1030, last: 1279 });
  });
});
