const safeWord = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The only function that turns an argument list into a string for a POSIX shell (2.2.2 Single-Quotes). */
export function quoteArgv(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}

export function quoteWord(word: string): string {
  if (word.includes('\0')) {
    throw new RangeError('A command line cannot hold a NUL byte');
  }
  return safeWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
