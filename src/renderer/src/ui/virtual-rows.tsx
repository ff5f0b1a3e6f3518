import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import classes from './virtual-rows.module.css';

interface VirtualRowsProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly render: (row: Row) => ReactNode;
  /** The newest row stays in sight until somebody scrolls away from it, or chooses another. */
  readonly followsEnd?: boolean;
  /** null: none. */
  readonly chosenKey: string | null;
  readonly onChoose: (row: Row) => void;
}

const rowHeight = 24;
const spare = 10;
const shownRows = 15;

/** Any number of rows of one height, of which only those in sight are drawn. One of them is chosen, by mouse or by keyboard. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { label, rows, keyOf, render, followsEnd = false, chosenKey, onChoose } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [isAtEnd, setAtEnd] = useState(true);
  const id = useId();
  const height = shownRows * rowHeight;
  const isFollowing = followsEnd && isAtEnd && chosenKey === null;
  useEffect(() => {
    if (isFollowing && scroller.current !== null) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [isFollowing, rows.length]);
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const shown = rows.slice(first, first + shownRows + 2 * spare);
  const idOf = (row: Row): string => `${id}-${keyOf(row)}`;
  const chosen = chosenKey === null ? undefined : shown.find((row) => keyOf(row) === chosenKey);

  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    const at = chosenKey === null ? -1 : rows.findIndex((row) => keyOf(row) === chosenKey);
    const next = findNextRow(event.key, at, rows.length);
    const row = next === null ? undefined : rows[next];
    if (next !== null && row !== undefined) {
      event.preventDefault();
      onChoose(row);
      bringIntoSight(event.currentTarget, next);
    }
  }

  /** The list itself takes clicks and keys: a row that has the focus would take it along when it is scrolled away. */
  function choose({ currentTarget, clientY }: MouseEvent<HTMLDivElement>): void {
    const row = rows[Math.floor((clientY - currentTarget.getBoundingClientRect().top + currentTarget.scrollTop) / rowHeight)];
    if (row !== undefined) {
      onChoose(row);
    }
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ maxHeight: height }}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={chosen === undefined ? undefined : idOf(chosen)}
      onKeyDown={walk}
      onClick={choose}
      onScroll={({ currentTarget }) => {
        setTop(currentTarget.scrollTop);
        setAtEnd(currentTarget.scrollTop + currentTarget.clientHeight >= currentTarget.scrollHeight - rowHeight);
      }}
    >
      <div className={classes.space} style={{ height: rows.length * rowHeight }} role="presentation">
        {shown.map((row, index) => (
          <div
            key={keyOf(row)}
            id={idOf(row)}
            className={classes.row}
            role="option"
            aria-selected={row === chosen}
            aria-posinset={first + index + 1}
            aria-setsize={rows.length}
            style={{ top: (first + index) * rowHeight, height: rowHeight }}
          >
            {render(row)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** null: this key moves nothing. */
function findNextRow(key: string, at: number, count: number): number | null {
  const last = count - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? last : at - 1,
    PageDown: at + shownRows,
    PageUp: at - shownRows,
    Home: 0,
    End: last,
  };
  const next = moves[key];
  return next === undefined || count === 0 ? null : Math.min(last, Math.max(0, next));
}

function bringIntoSight(scroller: HTMLElement, at: number): void {
  const [from, to] = [at * rowHeight, (at + 1) * rowHeight];
  if (from < scroller.scrollTop) {
    scroller.scrollTop = from;
  } else if (to > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = to - scroller.clientHeight;
  }
}
