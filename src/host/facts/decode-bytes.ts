/** Bytes of base64 (with line breaks) or of `od -A n -v -t x1`, whichever the host had. */
export function decodeBytes(text: string): Buffer {
  const trimmed = text.trim();
  return /^([0-9a-f]{2}\s+)*[0-9a-f]{2}$/.test(trimmed) && (trimmed.length === 2 || /^[0-9a-f]{2}\s/.test(trimmed))
    ? Buffer.from(trimmed.replace(/\s+/g, ''), 'hex')
    : Buffer.from(trimmed, 'base64');
}
