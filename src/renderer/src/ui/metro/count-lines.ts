/** How many lines a sentence takes when it is broken between words: letters are taken as wide as the widest usual ones. */
export function countLines(text: string, width: number, letterWidth = 6.4): number {
  const perLine = Math.max(8, Math.floor(width / letterWidth));
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    const needed = used === 0 ? word.length : used + 1 + word.length;
    if (needed <= perLine) {
      used = needed;
    } else {
      // A word that is longer than a line is broken anywhere.
      lines += (used === 0 ? 0 : 1) + Math.floor((word.length - 1) / perLine);
      used = ((word.length - 1) % perLine) + 1;
    }
  }
  return lines;
}
