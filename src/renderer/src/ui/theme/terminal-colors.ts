/** The family alone: a terminal measures its cells with a font's own name. */
export const factsFont = "'Atkinson Hyperlegible Mono Variable', ui-monospace, 'Cascadia Mono', Menlo, monospace";

// The sixteen colours of a terminal (ECMA-48, SGR 30 to 37 and 90 to 97) from the window's own tokens, in both themes.
const tokens = {
  background: '--surface',
  foreground: '--text',
  cursor: '--accent',
  cursorAccent: '--surface',
  selectionBackground: '--selected',
  black: '--text-faint',
  brightBlack: '--text-muted',
  white: '--text-muted',
  brightWhite: '--text',
  red: '--broken',
  brightRed: '--tint-red',
  green: '--ok',
  brightGreen: '--tint-green',
  yellow: '--attention',
  brightYellow: '--tint-orange',
  blue: '--accent',
  brightBlue: '--tint-blue',
  magenta: '--tint-purple',
  brightMagenta: '--tint-red',
  cyan: '--tint-teal',
  brightCyan: '--tint-teal',
  scrollbarSliderBackground: '--line-strong',
  scrollbarSliderHoverBackground: '--text-faint',
  scrollbarSliderActiveBackground: '--text-muted',
} as const;

/** As the page has them now: light or dark. */
export function readTerminalColors(): Readonly<Record<keyof typeof tokens, string>> {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(tokens).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Record<keyof typeof tokens, string>;
}
