/** For an option that may be repeated: each value is put after those before it. */
export function collectValues(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
