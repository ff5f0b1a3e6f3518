import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildStrokes, listKeys } from '#domain/keyboard/build-strokes.ts';
import { keyRows, layoutIds, type LayoutId } from '#domain/keyboard/keyboard-layout.ts';
import { layouts } from '#domain/keyboard/layouts.ts';
import { toStrokes } from '#domain/keyboard/to-strokes.ts';
import { readRecordedLayout } from './recorded-layout.ts';

const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

/** What a system with the recorded layout makes of the strokes. */
function press(strokes: readonly string[], layout: LayoutId): string {
  const recorded = readRecordedLayout(layout);
  let waiting = '';
  const characters = strokes.map((stroke) => {
    const key = stroke.replace(/^(shift|alt_r)-/, '');
    const level = stroke.startsWith('shift-') ? 1 : stroke.startsWith('alt_r-') ? 2 : 0;
    const named = { spc: ' ', ret: '\n', tab: '\t' }[key];
    const symbol = named === undefined ? recorded.get(key)?.[level] : { character: named, isDead: false };
    if (symbol === undefined) throw new Error(`The layout ${layout} has nothing on ${stroke}`);
    const before = waiting;
    waiting = symbol.isDead ? symbol.character : '';
    if (symbol.isDead) return before;
    return before === '' ? symbol.character : symbol.character === ' ' ? before : `${before}${symbol.character}`;
  });
  return characters.join('') + waiting;
}

describe('a layout', () => {
  it.each(layoutIds)('%s has on each key what was recorded of it, and as many keys as a keyboard', (id) => {
    const recorded = readRecordedLayout(id);
    const { plain, shift, altGr, dead } = layouts[id];
    [plain, shift, altGr].forEach((level, at) => {
      expect(level.map((row) => Array.from(row).length)).toEqual(keyRows.map(({ length }) => length));
      for (const [character, key] of listKeys(level)) {
        expect([key, recorded.get(key)?.[at]]).toEqual([key, { character, isDead: dead.includes(character) }]);
      }
    });
  });

  it.each(layoutIds)('%s can type every character of ASCII', (id) => {
    expect(buildStrokes(ascii.join(''), id)).toMatchObject({ kind: 'typable' });
  });
});

describe('typing a text', () => {
  it.each(layoutIds)('makes the very text again on a system with the layout %s', (id) => {
    const own = [layouts[id].plain, layouts[id].shift, layouts[id].altGr].flatMap(listKeys).map(([character]) => character);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ascii, ...own, '\n', '\t')), (characters) => {
        const text = characters.join('');
        const typing = buildStrokes(text, id);
        expect(typing.kind === 'typable' && press(typing.strokes, id)).toBe(text);
      }),
    );
  });

  it('either types all of a text or names what it cannot type, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...layoutIds), (text, id) => {
        const typing = buildStrokes(text, id);
        if (typing.kind === 'typable') {
          expect(press(typing.strokes, id)).toBe(text.normalize('NFC'));
        } else {
          expect(typing.characters.length).toBeGreaterThan(0);
          for (const character of typing.characters) {
            expect(text.normalize('NFC')).toContain(character);
            expect(buildStrokes(character, id).kind).toBe('refused');
          }
        }
      }),
    );
  });

  it.each([
    ['us', 'Ab-1', ['shift-a', 'b', 'minus', '1']],
    ['de', 'y@^', ['z', 'alt_r-q', 'grave_accent', 'spc']],
    ['fr', 'a1.', ['q', 'shift-1', 'shift-comma']],
    ['de', 'u\u0308', ['bracket_left']],
  ] as const)('%s: %j', (layout, text, strokes) => {
    expect(buildStrokes(text, layout)).toEqual({ kind: 'typable', strokes });
  });

  it('says which characters it cannot type, with their numbers', () => {
    expect(buildStrokes('pässwørd\u200b', 'us')).toEqual({
      kind: 'refused',
      characters: ['ä', 'ø', '\u200b'],
      reason: 'With the layout English (US) "ä" (U+00E4), "ø" (U+00F8), U+200B cannot be typed. Nothing was typed.',
    });
  });

  it('presses keys by the names that recipes give them', () => {
    expect(['enter', 'shift-tab', 'f12', 'page-down', 'c'].map((key) => toStrokes(key, 'us'))).toEqual(
      ['ret', 'shift-tab', 'f12', 'pgdn', 'c'].map((stroke) => ({ kind: 'typable', strokes: [stroke] })),
    );
  });
});
