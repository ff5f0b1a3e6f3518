import type { ReactNode } from 'react';
import { scrollRegion } from './focusable-roles.ts';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  readonly align?: 'right';
  readonly isFact?: boolean;
  /** Takes what room is left and cuts its text off; its whole text is the cell's title. */
  readonly titleOf?: (row: Row) => string;
  /** A sentence, which takes several lines where it must. */
  readonly isSentence?: boolean;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly selectedKey?: string | null;
  readonly onSelect?: (row: Row) => void;
  readonly isDim?: (row: Row) => boolean;
  readonly isFilled?: boolean;
}

/** Rows of 28 px under a heading that stays. Where rows can be selected, arrows walk them. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, selectedKey = null, onSelect, isDim, isFilled = false } = props;
  const isSelectable = onSelect !== undefined;
  const firstKey = rows[0] === undefined ? null : keyOf(rows[0]);
  const stop = rows.some((row) => keyOf(row) === selectedKey) ? selectedKey : firstKey;
  return (
    <div className={classes.scroller} data-filled={isFilled || undefined} {...scrollRegion} aria-label={`${label}, table`}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr
                key={key}
                className={classes.row}
                data-selected={key === selectedKey || undefined}
                data-selectable={isSelectable || undefined}
                data-dim={isDim?.(row) === true || undefined}
                aria-selected={isSelectable ? key === selectedKey : undefined}
                {...(isSelectable && {
                  tabIndex: key === stop ? 0 : -1,
                  onClick: () => onSelect(row),
                  onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => walkRows(event, () => onSelect(row)),
                })}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    data-align={column.align}
                    data-fact={column.isFact === true || undefined}
                    data-flexible={column.titleOf !== undefined || undefined}
                    data-sentence={column.isSentence === true || undefined}
                    title={column.titleOf?.(row)}
                  >
                    {column.render(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function walkRows(event: React.KeyboardEvent<HTMLElement>, select: () => void): void {
  if (event.target !== event.currentTarget) {
    return;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    select();
    return;
  }
  const row = event.currentTarget;
  const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}
