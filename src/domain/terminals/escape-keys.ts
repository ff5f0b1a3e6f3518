/**
 * What a person types that is meant for this end of the line: `~.` at the beginning of a line ends it, `~?` tells so, `~~` is one tilde
 * [ssh(1), ESCAPE CHARACTERS]. A hung shell can be left in no other way, since every other key is for the far side.
 */
export interface EscapeKeys {
  /** What of it goes to the far side, and what is asked of this one. */
  read(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly wish: 'leave' | 'help' | null };
}

const [tilde, dot, question, carriageReturn, lineFeed] = [0x7e, 0x2e, 0x3f, 0x0d, 0x0a];

export function createEscapeKeys(): EscapeKeys {
  let isLineStart = true;
  let isHeld = false;

  return {
    read(typed) {
      const passed: number[] = [];
      for (const byte of typed) {
        if (isHeld) {
          isHeld = false;
          if (byte === dot) {
            return { bytes: Uint8Array.from(passed), wish: 'leave' };
          }
          if (byte === question) {
            return { bytes: Uint8Array.from(passed), wish: 'help' };
          }
          passed.push(...(byte === tilde ? [tilde] : [tilde, byte]));
        } else if (isLineStart && byte === tilde) {
          isHeld = true;
          continue;
        } else {
          passed.push(byte);
        }
        isLineStart = byte === carriageReturn || byte === lineFeed;
      }
      return { bytes: Uint8Array.from(passed), wish: null };
    },
  };
}
