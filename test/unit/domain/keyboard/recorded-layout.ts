import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyRows, type LayoutId } from '#domain/keyboard/keyboard-layout.ts';

export interface RecordedSymbol {
  readonly character: string;
  /** It waits for the next key. */
  readonly isDead: boolean;
}

const recorded = readFileSync(join(import.meta.dirname, '../../../fixtures/keyboard/xkeyboard-config.txt'), 'utf8');

/** xkeyboard-config's names of keys, in the rows of keyRows. */
const keyNames = [
  ['TLDE', ...numbered('AE', 12)],
  numbered('AD', 12),
  [...numbered('AC', 11), 'BKSL'],
  ['LSGT', ...numbered('AB', 10)],
];

/** Keysyms whose name is not the character itself (X11/keysymdef.h), each with its character behind it. */
const named = new Map(
  [
    'grave` asciitilde~ exclam! at@ numbersign# dollar$ percent% asciicircum^ ampersand& asterisk* parenleft( parenright)',
    "minus- underscore_ equal= plus+ bracketleft[ braceleft{ bracketright] braceright} semicolon; colon: apostrophe'",
    'quotedbl" backslash\\ bar| comma, less< period. greater> slash/ question? degree° section§ onesuperior¹ twosuperior²',
    'threesuperior³ sterling£ EuroSign€ currency¤ notsign¬ muµ ssharpß udiaeresisü UdiaeresisÜ odiaeresisö OdiaeresisÖ',
    'adiaeresisä AdiaeresisÄ eacuteé egraveè ccedillaç CcedillaÇ agraveà ugraveù masculineº ordfeminineª periodcentered·',
    'exclamdown¡ questiondown¿ ntildeñ NtildeÑ igraveì ograveò dead_circumflex^ dead_acute´ dead_grave` dead_diaeresis¨',
    'dead_tilde~',
  ]
    .join(' ')
    .split(' ')
    .map((word) => [word.slice(0, -1), word.slice(-1)] as const),
);

/** What each key has: plain, with Shift, with AltGr; undefined where it is nothing that the tables know. */
export function readRecordedLayout(layout: LayoutId): ReadonlyMap<string, readonly (RecordedSymbol | undefined)[]> {
  const section = recorded.split('layout ').find((text) => text.startsWith(`${layout}\n`)) ?? '';
  const keys = new Map(section.split('\n').map((line) => [line.split(' ')[0], line.split(' ').slice(1)] as const));
  return new Map(
    keyRows.flatMap((row, at) => row.map((key, place) => [key, (keys.get(keyNames[at]?.[place]) ?? []).map(toSymbol)] as const)),
  );
}

function toSymbol(keysym: string): RecordedSymbol | undefined {
  const character = keysym.length === 1 ? keysym : named.get(keysym);
  return character === undefined ? undefined : { character, isDead: keysym.startsWith('dead_') };
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(2, '0')}`);
}
