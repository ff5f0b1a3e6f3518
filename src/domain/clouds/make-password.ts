/** On the same key in most layouts, and no two that look alike: it may have to be typed into a console by hand. */
const letters = 'abcdefghijkmnpqrstuvwx23456789';
const groups = 4;
const groupLength = 4;

/** Four groups of four of 30 characters: 78 bits. `randomBytes`: uniform, from the operating system. */
export function makePassword(randomBytes: (count: number) => Uint8Array): string {
  return Array.from({ length: groups }, () => Array.from({ length: groupLength }, () => pick(randomBytes)).join('')).join('-');
}

/** Bytes beyond the last whole multiple are thrown again, so that all letters are as likely. */
function pick(randomBytes: (count: number) => Uint8Array): string {
  const limit = 256 - (256 % letters.length);
  for (;;) {
    const [byte = 255] = randomBytes(1);
    if (byte < limit) {
      return letters.charAt(byte % letters.length);
    }
  }
}
