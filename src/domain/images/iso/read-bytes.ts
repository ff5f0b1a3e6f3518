/** Numbers and texts in the bytes of an image. What lies behind the end counts as zero: a garbage file is no reason to fail. */
export function readUint16(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) + byteAt(bytes, at + 1) * 0x100;
}

/** Little-endian, as the first half of ISO 9660's both-endian numbers. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return readUint16(bytes, at) + readUint16(bytes, at + 2) * 0x1_0000;
}

export function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** One character a byte. */
export function readLatin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** A field filled up with blanks or zeros, fit to be shown. */
export function readField(bytes: Uint8Array, at: number, length: number): string {
  return toShown(readLatin1(bytes, at, length));
}

/** Joliet's names: UCS-2, big-endian. */
export function readUcs2(bytes: Uint8Array, at: number, length: number): string {
  const codes = Array.from(
    { length: Math.floor(length / 2) },
    (_, index) => byteAt(bytes, at + index * 2) * 0x100 + byteAt(bytes, at + index * 2 + 1),
  );
  return String.fromCharCode(...codes);
}

/** UTF-8, or one character a byte where it is none. */
export function readText(bytes: Uint8Array): string {
  const latin1 = Array.from({ length: Math.ceil(bytes.length / 4096) }, (_, index) => readLatin1(bytes, index * 4096, 4096)).join(
    '',
  );
  try {
    return decodeURIComponent(latin1.replaceAll(/[%\x80-\xFF]/g, toPercent));
  } catch (error) {
    if (error instanceof URIError) {
      return latin1;
    }
    throw error;
  }
}

/** Without control characters and bidirectional overrides, trimmed. */
export function toShown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}

function toPercent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
