/** What a terminal does to words of a drawing. Colour is never the only sign of a state: a word always stands beside it. */
export interface TextPaint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const asItIs = (text: string) => text;

/** For text that is pasted somewhere. */
export const plainPaint: TextPaint = { bold: asItIs, dim: asItIs, red: asItIs, green: asItIs, yellow: asItIs };
