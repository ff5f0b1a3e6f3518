import type { HostMap, MapItem } from './layout-host-map.ts';

/** Where an arrow key leads on the map: left and right along the lines, up and down within a column. null: nowhere. */
export function findNextBox({ items, lines }: HostMap, fromId: string, key: string): string | null {
  const from = items.find(({ id }) => id === fromId);
  if (from === undefined) {
    return null;
  }
  switch (key) {
    case 'ArrowLeft':
      return lines.find(({ innerId }) => innerId === fromId)?.outerId ?? null;
    case 'ArrowRight':
      return lines.find(({ outerId }) => outerId === fromId)?.innerId ?? null;
    case 'ArrowDown':
      return inColumn(items, from).find(({ y }) => y > from.y)?.id ?? null;
    case 'ArrowUp':
      return inColumn(items, from).findLast(({ y }) => y < from.y)?.id ?? null;
    default:
      return null;
  }
}

function inColumn(items: readonly MapItem[], { x }: MapItem): readonly MapItem[] {
  return items.filter((item) => item.x === x && item.kind !== 'group').sort((one, other) => one.y - other.y);
}
