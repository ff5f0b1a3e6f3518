/** A machine's keyboard is told which keys go down; what they mean is for the layout that its system has set. */
export interface KeyboardLayout {
  readonly id: LayoutId;
  readonly title: string;
  /** A character for each key of `keyRows`; a blank is a key that has none, or one that is not the same everywhere. */
  readonly plain: KeyLevel;
  readonly shift: KeyLevel;
  readonly altGr: KeyLevel;
  /** Of the characters above, those that wait for the next key: with a blank behind them they are typed by themselves. */
  readonly dead: string;
}

/** The four rows of characters, from the top: digits, q, a, z. */
export type KeyLevel = readonly [digits: string, upper: string, home: string, lower: string];

export const layoutIds = ['us', 'de', 'fr', 'gb', 'es', 'it'] as const;

export type LayoutId = (typeof layoutIds)[number];

/**
 * The keys of a PC by QEMU's names (QKeyCode in qapi/ui.json), where a US keyboard has these characters. `less` is the key between the left
 * Shift and z, which only European keyboards have; `backslash` is beside Enter on these.
 */
export const keyRows = [
  ['grave_accent', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'minus', 'equal'],
  ['q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p', 'bracket_left', 'bracket_right'],
  ['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'semicolon', 'apostrophe', 'backslash'],
  ['less', 'z', 'x', 'c', 'v', 'b', 'n', 'm', 'comma', 'dot', 'slash'],
] as const;

export function isLayoutId(text: string): text is LayoutId {
  return layoutIds.some((id) => id === text);
}
