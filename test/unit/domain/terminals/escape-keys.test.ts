import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEscapeKeys } from '#domain/terminals/escape-keys.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
const type = (...texts: readonly string[]) => {
  const keys = createEscapeKeys();
  return texts.map((text) => {
    const { bytes, wish } = keys.read(encode(text));
    return [decode(bytes), wish];
  });
};

describe('keys that are meant for this end', () => {
  it.each([
    ['leaves at the very beginning', ['~.'], [['', 'leave']]],
    ['leaves after a line', ['ls\r~.'], [['ls\r', 'leave']]],
    [
      'leaves when the keys come one by one',
      ['\r', '~', '.'],
      [
        ['\r', null],
        ['', null],
        ['', 'leave'],
      ],
    ],
    ['leaves a tilde within a line alone', ['cd ~.'], [['cd ~.', null]]],
    ['types one tilde for two', ['~~.'], [['~.', null]]],
    ['passes on a tilde before anything else', ['~/bin'], [['~/bin', null]]],
    ['explains itself', ['~?'], [['', 'help']]],
  ])('%s', (_what, typed, expected) => {
    expect(type(...typed)).toEqual(expected);
  });

  it('changes nothing in what has no tilde, however it is cut into pieces', () => {
    const piece = fc.uint8Array({ max: 0xff }).map((bytes) => bytes.filter((byte) => byte !== 0x7e));
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const keys = createEscapeKeys();
        const passed = pieces.flatMap((bytes) => [...keys.read(bytes).bytes]);
        expect(passed).toEqual(pieces.flatMap((bytes) => [...bytes]));
      }),
    );
  });
});
