/** A recipe's line, in which * stands for anything, as a basic regular expression for grep(1): the whole line, whatever comes before it. */
export function toLineExpression(pattern: string): string {
  const escaped = pattern.replaceAll(/[\\.[\]^$]/g, String.raw`\$&`).replaceAll('*', '.*');
  return `${escaped}$`;
}
