/** What the screen of a machine shows, as far as it could be read. */
export type Screen =
  | {
      readonly kind: 'text';
      readonly columns: number;
      readonly rows: number;
      /** Counted from 0; null where it cannot be seen, or blinks. */
      readonly cursor: { readonly row: number; readonly column: number } | null;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'graphics';
      readonly width: number;
      readonly height: number;
      /** Characters of 8 x 16 pixels with the shapes of a PC's font; null where there were none. */
      readonly lines: readonly string[] | null;
    };

/** The screen in one sentence, for where its text is not enough. */
export function describeScreen(screen: Screen): string {
  switch (screen.kind) {
    case 'text':
      return `Text mode, ${screen.columns} columns, ${screen.rows} rows.`;
    case 'graphics':
      return screen.lines === null
        ? `Graphics, ${screen.width} × ${screen.height} pixels, with no text that could be read.`
        : `Graphics, ${screen.width} × ${screen.height} pixels; letters were known by their shapes, others are left out.`;
  }
}
