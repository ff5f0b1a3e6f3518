import { buildStrokes } from '../../keyboard/build-strokes.ts';
import type { LayoutId } from '../../keyboard/keyboard-layout.ts';
import type { ScreenInstruction } from './screen-instruction.ts';

/**
 * QEMU keeps 16 bytes of what is typed until the machine fetches them, and loses the rest. So no more is typed at once than the screen
 * has shown: a piece, a look, the next piece.
 */
const pieceLength = 8;

export type TypedText =
  { readonly ok: true; readonly instructions: readonly ScreenInstruction[] } | { readonly ok: false; readonly problem: string };

/** A text that the screen shows as it is typed, in pieces. */
export function typeText(text: string, layout: LayoutId): TypedText {
  const whole = buildStrokes(text, layout);
  if (whole.kind === 'refused') {
    return { ok: false, problem: whole.reason };
  }
  const characters = Array.from(text.normalize('NFC'));
  const starts = Array.from({ length: Math.ceil(characters.length / pieceLength) }, (_, at) => at * pieceLength);
  const pieces = starts.map((start) => characters.slice(start, start + pieceLength).join(''));
  return {
    ok: true,
    instructions: pieces.flatMap((piece): ScreenInstruction[] => {
      const typing = buildStrokes(piece, layout);
      return typing.kind === 'typable' ? [{ kind: 'type', text: piece, strokes: typing.strokes }] : [];
    }),
  };
}
