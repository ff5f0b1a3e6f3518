import { quoteArgv } from '#domain/shell/quote-argv.ts';

/** A command with one option a line, as a person reads it: the program and its bare words first, then each option with its value. */
export function toOptionLines(argv: readonly string[]): readonly string[] {
  const groups = argv.reduce<readonly (readonly string[])[]>((lines, word, index) => {
    const last = lines.at(-1);
    const beginsLine = last === undefined || (index > 0 && word.startsWith('-'));
    return beginsLine ? [...lines, [word]] : [...lines.slice(0, -1), [...last, word]];
  }, []);
  return groups.map((words) => quoteArgv(words));
}
