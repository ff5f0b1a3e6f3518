/**
 * A file's name as text. Where its bytes are no UTF-8, with \xNN for every byte that is not plain ASCII: two such names stay two.
 */
export function toNameText(bytes: Buffer): { readonly name: string; readonly isText: boolean } {
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  return { name: isText ? text : escapeBytes(bytes), isText };
}

function escapeBytes(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('');
}
