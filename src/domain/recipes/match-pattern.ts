/** Whether a text is what a pattern says, in which * stands for anything. Case does not matter, as it does not to people. */
export function matchesPattern(text: string, pattern: string): boolean {
  const [head = '', ...pieces] = pattern.toLowerCase().split('*');
  const written = text.toLowerCase();
  if (!written.startsWith(head)) {
    return false;
  }
  if (pieces.length === 0) {
    return written === head;
  }
  const tail = pieces.pop() ?? '';
  let at = head.length;
  for (const piece of pieces) {
    const found = written.indexOf(piece, at);
    if (found < 0) {
      return false;
    }
    at = found + piece.length;
  }
  return written.length - tail.length >= at && written.endsWith(tail);
}
