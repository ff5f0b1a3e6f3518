/** The known name nearest to what was typed, or null where none is near: at most a third of its letters differ. */
export function suggestName(typed: string, known: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3)))
    .sort((left, right) => left.distance - right.distance);
  return ranked[0]?.name ?? null;
}

/** "Did you mean lab?", else which names there are. */
export function suggestionFor(typed: string, known: readonly string[], noun: string): string {
  const near = suggestName(typed, known);
  if (near !== null) {
    return `Did you mean ${near}?`;
  }
  return known.length === 0 ? `There are no ${noun} yet.` : `There are these ${noun}: ${known.join(', ')}.`;
}

/** Levenshtein's distance, where two neighbours changing places count as one edit. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const edits = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      ];
      current.push(Math.min(...edits));
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
