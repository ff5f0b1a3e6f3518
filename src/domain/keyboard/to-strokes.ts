import { buildStrokes, type Stroke, type Typing } from './build-strokes.ts';
import type { LayoutId } from './keyboard-layout.ts';

/** Keys by the names that recipes give them, with QEMU's. */
const named: Readonly<Record<string, Stroke>> = {
  enter: 'ret',
  tab: 'tab',
  'shift-tab': 'shift-tab',
  escape: 'esc',
  space: 'spc',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  'page-up': 'pgup',
  'page-down': 'pgdn',
};

/** A key as a recipe names it: one character, f1 to f12, or a name. */
export function toStrokes(key: string, layout: LayoutId): Typing {
  const known = named[key] ?? (/^f([1-9]|1[0-2])$/.test(key) ? key : undefined);
  return known === undefined ? buildStrokes(key, layout) : { kind: 'typable', strokes: [known] };
}
