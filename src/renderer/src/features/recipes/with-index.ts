/** Entries of a list with their place in it, by which their evidence is found. */
export function withIndex<T>(items: readonly T[]): readonly { readonly item: T; readonly index: number }[] {
  return items.map((item, index) => ({ item, index }));
}
