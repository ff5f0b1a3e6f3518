interface Key {
  readonly keysym: number;
  readonly code: string;
}

/** Keysyms of X11 (keysymdef.h) with the physical key's name in UI Events. */
const control: Key = { keysym: 0xffe3, code: 'ControlLeft' };
const alt: Key = { keysym: 0xffe9, code: 'AltLeft' };
const functionKey = (number: number): Key => ({ keysym: 0xffbd + number, code: `F${number.toString()}` });

export interface KeyCombination {
  readonly title: string;
  readonly keys: readonly Key[];
}

/** Combinations that the browser or the laptop's own desktop would take for itself. */
export const keyCombinations: readonly KeyCombination[] = [
  { title: 'Ctrl + Alt + Delete', keys: [control, alt, { keysym: 0xffff, code: 'Delete' }] },
  { title: 'Ctrl + Alt + Backspace', keys: [control, alt, { keysym: 0xff08, code: 'Backspace' }] },
  ...[1, 2, 3, 4, 5, 6].map((number) => ({
    title: `Ctrl + Alt + F${number.toString()}`,
    keys: [control, alt, functionKey(number)],
  })),
  { title: 'Tab', keys: [{ keysym: 0xff09, code: 'Tab' }] },
  { title: 'Escape', keys: [{ keysym: 0xff1b, code: 'Escape' }] },
];
