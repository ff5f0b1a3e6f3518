import { keyRows, type KeyboardLayout, type KeyLevel, type LayoutId } from './keyboard-layout.ts';
import { layouts } from './layouts.ts';

/** Keys that go down together, by QEMU's names, joined with a dash: `shift-a`. */
export type Stroke = string;

export type Typing =
  | { readonly kind: 'typable'; readonly strokes: readonly Stroke[] }
  /** Nothing of it is typed. `characters`, each once, in the order of the text. */
  | { readonly kind: 'refused'; readonly characters: readonly string[]; readonly reason: string };

const levels = [
  ['plain', ''],
  ['shift', 'shift-'],
  ['altGr', 'alt_r-'],
] as const satisfies readonly (readonly [keyof KeyboardLayout, string])[];

/** What is the same on every keyboard. */
const everywhere: Readonly<Record<string, Stroke>> = { ' ': 'spc', '\n': 'ret', '\t': 'tab' };

/** The strokes that make a text on a machine whose system has this layout; refused as a whole where one character cannot be typed. */
export function buildStrokes(text: string, layoutId: LayoutId): Typing {
  const layout = layouts[layoutId];
  const table = tabulate(layout);
  // An é may come as an e with an accent behind it; keyboards have it as one.
  const characters = Array.from(text.normalize('NFC'));
  const strange = [...new Set(characters.filter((character) => !table.has(character)))];
  return strange.length > 0
    ? { kind: 'refused', characters: strange, reason: explain(strange, layout) }
    : { kind: 'typable', strokes: characters.flatMap((character) => table.get(character) ?? []) };
}

/** The least that is pressed for a character comes first, so a later level does not replace it. */
function tabulate(layout: KeyboardLayout): ReadonlyMap<string, readonly Stroke[]> {
  const table = new Map<string, readonly Stroke[]>(Object.entries(everywhere).map(([character, key]) => [character, [key]]));
  for (const [name, held] of levels) {
    for (const [character, key] of listKeys(layout[name])) {
      if (!table.has(character)) {
        table.set(character, layout.dead.includes(character) ? [`${held}${key}`, 'spc'] : [`${held}${key}`]);
      }
    }
  }
  return table;
}

/** Each character of a level with its key. */
export function listKeys(level: KeyLevel): readonly (readonly [character: string, key: string])[] {
  return keyRows.flatMap((keys, row) => {
    const characters = Array.from(level[row] ?? '');
    return keys.flatMap((key, at) => {
      const character = characters[at] ?? ' ';
      return character === ' ' ? [] : [[character, key] as const];
    });
  });
}

function explain(characters: readonly string[], { title }: KeyboardLayout): string {
  const named = characters.slice(0, 10).map(describeCharacter);
  const more = characters.length > named.length ? ` and ${characters.length - named.length} more` : '';
  return `With the layout ${title} ${named.join(', ')}${more} cannot be typed. Nothing was typed.`;
}

/** `"ø" (U+00F8)`; of what cannot be seen, the number alone. */
export function describeCharacter(character: string): string {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `"${character}" (${number})` : number;
}
