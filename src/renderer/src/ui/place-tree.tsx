import { StateMark, type Tone } from './state-mark.tsx';
import classes from './place-tree.module.css';

export interface TreeItem {
  readonly key: string;
  readonly level: 1 | 2 | 3;
  readonly name: string;
  readonly tone: Tone;
  readonly word: string;
  /** Said after the state's word, for what is not our own. */
  readonly remark?: string;
  readonly isMuted?: boolean;
  /** null: nothing below it. */
  readonly isExpanded: boolean | null;
}

interface PlaceTreeProps {
  readonly label: string;
  readonly items: readonly TreeItem[];
  readonly selectedKey: string | null;
  readonly onOpen: (key: string) => void;
  readonly onToggle: (key: string) => void;
}

/** The tree of places, walked with the arrows as trees are (WAI-ARIA, tree view). */
export function PlaceTree({ label, items, selectedKey, onOpen, onToggle }: PlaceTreeProps) {
  const stop = items.some(({ key }) => key === selectedKey) ? selectedKey : (items[0]?.key ?? null);
  return (
    <div className={classes.tree} role="tree" aria-label={label}>
      {items.map((item) => (
        <div
          key={item.key}
          className={classes.item}
          role="treeitem"
          data-level={item.level}
          data-muted={item.isMuted || undefined}
          aria-level={item.level}
          aria-selected={item.key === selectedKey}
          aria-expanded={item.isExpanded ?? undefined}
          tabIndex={item.key === stop ? 0 : -1}
          onClick={() => onOpen(item.key)}
          onKeyDown={(event) => walkTree(event, item, { onOpen, onToggle })}
        >
          <span
            className={classes.twist}
            data-open={item.isExpanded === true || undefined}
            aria-hidden="true"
            onClick={(event) => {
              if (item.isExpanded !== null) {
                event.stopPropagation();
                onToggle(item.key);
              }
            }}
          >
            {item.isExpanded !== null && (
              <svg viewBox="0 0 10 10" width="10" height="10">
                <path d="m3 1.5 4 3.5-4 3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            )}
          </span>
          <StateMark tone={item.tone} word={[item.word, item.remark].filter(Boolean).join(', ')} isWordHidden />
          <span className={classes.name} title={item.name}>
            {item.name}
          </span>
        </div>
      ))}
    </div>
  );
}

function walkTree(
  event: React.KeyboardEvent<HTMLElement>,
  item: TreeItem,
  actions: Pick<PlaceTreeProps, 'onOpen' | 'onToggle'>,
): void {
  const row = event.currentTarget;
  const focus = (element: Element | null) => element instanceof HTMLElement && element.focus();
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => focus(row.nextElementSibling),
    ArrowUp: () => focus(row.previousElementSibling),
    Home: () => focus(row.parentElement?.firstElementChild ?? null),
    End: () => focus(row.parentElement?.lastElementChild ?? null),
    ArrowRight: () =>
      item.isExpanded === false ? actions.onToggle(item.key) : item.isExpanded === true && focus(row.nextElementSibling),
    ArrowLeft: () => (item.isExpanded === true ? actions.onToggle(item.key) : focus(findParent(row))),
    Enter: () => actions.onOpen(item.key),
    ' ': () => actions.onOpen(item.key),
  };
  const move = moves[event.key];
  if (move !== undefined) {
    event.preventDefault();
    move();
  }
}

function findParent(row: Element): Element | null {
  const level = Number(row.getAttribute('aria-level'));
  let candidate = row.previousElementSibling;
  while (candidate !== null && Number(candidate.getAttribute('aria-level')) >= level) {
    candidate = candidate.previousElementSibling;
  }
  return candidate;
}
