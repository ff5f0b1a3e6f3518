/** The pieces behind each separator; what stands before the first one belongs to none. */
export function splitBySeparator(bytes: Buffer, separator: string): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = bytes.indexOf(separator); at >= 0;) {
    const from = at + separator.length;
    at = bytes.indexOf(separator, from);
    pieces.push(bytes.subarray(from, at < 0 ? bytes.length : at));
  }
  return pieces;
}
