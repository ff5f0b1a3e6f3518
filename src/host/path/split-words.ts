/** Words of a line of iptables-save or ebtables-save: blanks part them, double quotes keep them together, a backslash takes the next character as it is. */
export function splitWords(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)].map(([word, quoted]) => quoted?.replace(/\\(.)/g, '$1') ?? word);
}

export interface RuleOption {
  readonly name: string;
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

/** Options of a rule with what follows each; `!` belongs to the option it stands before, or, in old versions, to the one before it. */
export function splitOptions(words: readonly string[]): readonly RuleOption[] {
  const options: { name: string; values: string[]; isNegated: boolean }[] = [];
  let isNegated = false;
  for (const word of words) {
    const last = options.at(-1);
    if (word === '!') {
      isNegated = true;
    } else if (/^--?[A-Za-z]/.test(word)) {
      options.push({ name: word, values: [], isNegated });
      isNegated = false;
    } else if (last) {
      last.values.push(word);
      last.isNegated ||= isNegated;
      isNegated = false;
    }
  }
  return options;
}
