import { useEffect, useRef, useState, type ReactNode } from 'react';
import { scrollRegion } from './focusable-roles.ts';
import classes from './virtual-rows.module.css';

interface VirtualRowsProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly render: (row: Row) => ReactNode;
  /** The newest row stays in sight until somebody scrolls away from it. */
  readonly followsEnd?: boolean;
}

const rowHeight = 24;
const spare = 10;

/** Any number of rows of one height, of which only those in sight are drawn. Scrolls by keyboard. */
export function VirtualRows<Row>({ label, rows, keyOf, render, followsEnd = false }: VirtualRowsProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [isAtEnd, setAtEnd] = useState(true);
  const height = 15 * rowHeight;
  useEffect(() => {
    if (followsEnd && isAtEnd && scroller.current !== null) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [followsEnd, isAtEnd, rows.length]);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const shown = rows.slice(first, first + Math.ceil(height / rowHeight) + 2 * spare);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ maxHeight: height }}
      {...scrollRegion}
      aria-label={label}
      onScroll={({ currentTarget }) => {
        setTop(currentTarget.scrollTop);
        setAtEnd(currentTarget.scrollTop + currentTarget.clientHeight >= currentTarget.scrollHeight - rowHeight);
      }}
    >
      <div className={classes.space} style={{ height: rows.length * rowHeight }}>
        {shown.map((row, index) => (
          <div key={keyOf(row)} className={classes.row} style={{ top: (first + index) * rowHeight, height: rowHeight }}>
            {render(row)}
          </div>
        ))}
      </div>
    </div>
  );
}
