// An emptied field holds nothing; the draft holds 0, which every schema here refuses with its own sentence.
export function toFieldValue(value: number): number | '' {
  return value === 0 ? '' : value;
}

export function toNumber(value: number | string): number {
  return typeof value === 'number' ? value : 0;
}
