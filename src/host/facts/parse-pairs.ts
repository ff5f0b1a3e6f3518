/** Lines `key=value` in their order; anything else is passed over. */
export function parsePairs(text: string): readonly (readonly [key: string, value: string])[] {
  return text.split('\n').flatMap((line) => {
    const equals = line.indexOf('=');
    return equals <= 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)] as const];
  });
}
