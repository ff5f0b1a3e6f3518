import { HostError } from '#core/ports/host-error.ts';
import type { Screen } from '#domain/consoles/screen.ts';

export interface ScreenAnswer {
  readonly screen: Screen;
  /** The picture as PPM; null where it was not asked for. */
  readonly pictureBase64: string | null;
}

/** What read-screen.sh prints: the kind of screen, its lines, and perhaps the picture behind a line of its own. */
export function parseScreen(text: string, hasPicture: boolean): ScreenAnswer {
  const [shown = '', encoded = ''] = hasPicture ? splitOnce(text, '\npicture\n') : [text];
  const [first = '', ...lines] = shown.replace(/\n$/, '').split('\n');
  return {
    screen: readKind(first, lines) ?? refuse(text),
    pictureBase64: hasPicture ? readPicture(encoded, text) : null,
  };
}

function readKind(first: string, lines: readonly string[]): Screen | null {
  const [, columns, rows, row, column] = /^text (\d+) (\d+) (\d+|-) (\d+|-)$/.exec(first) ?? [];
  if (columns !== undefined) {
    const cursor = row === '-' ? null : { row: Number(row), column: Number(column) };
    return { kind: 'text', columns: Number(columns), rows: Number(rows), cursor, lines };
  }
  const [, width, height, how] = /^graphics (\d+) (\d+) (read|unread)$/.exec(first) ?? [];
  return width === undefined
    ? null
    : { kind: 'graphics', width: Number(width), height: Number(height), lines: how === 'read' ? lines : null };
}

function readPicture(encoded: string, text: string): string {
  const packed = encoded.replaceAll(/\s/g, '');
  // "P6" and the end of the line.
  return packed.startsWith('UDYK') ? packed : refuse(text);
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function refuse(text: string): never {
  throw new HostError('unexpected-output', 'The host did not say what the screen shows.', { raw: text.slice(0, 2_000) });
}
