/** Text as bytes of UTF-8. The domain has nothing of a browser or of Node, whose TextEncoder this would be. */
export function encodeText(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\u{fffd}'));
  return Uint8Array.from(escaped.match(/%..|[^%]/g) ?? [], (part) =>
    part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0),
  );
}

/** The text of bytes of UTF-8; of bytes that are none, one character each. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decodeURIComponent([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return decodeLatin1(bytes);
  }
}

export function decodeLatin1(bytes: Uint8Array): string {
  return [...bytes].map((byte) => String.fromCharCode(byte)).join('');
}
