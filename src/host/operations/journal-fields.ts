import { HostError } from '#core/ports/host-error.ts';

/** The words of one line of a journal, read one after the other; what is not what it should be is `unexpected-output`. */
export interface JournalFields {
  /** A number of the host: a time, an exit code, a count of bytes. */
  takeNumber(): number;
  /** The same, or null where a dash stands or nothing. */
  takeNumberOrNull(): number | null;
  takeWord(): string;
  /** One of these words. */
  takeOneOf<Word extends string>(words: readonly Word[]): Word;
  /** Text, or null where a dash stands or nothing. */
  takeText(): string | null;
  /** All texts that are left. */
  takeTexts(): readonly string[];
}

export function createJournalFields(words: readonly string[], line: string): JournalFields {
  const rest = [...words];
  const takeWord = (): string => {
    const word = rest.shift();
    if (word === undefined || word === '') {
      throw unreadableLine(line);
    }
    return word;
  };
  const takeNumber = (): number => {
    const word = takeWord();
    if (!/^\d+$/.test(word)) {
      throw unreadableLine(line);
    }
    return Number(word);
  };
  return {
    takeNumber,
    takeNumberOrNull: () => (isNothing(rest[0]) ? (rest.shift(), null) : takeNumber()),
    takeWord,
    takeOneOf(words) {
      const word = takeWord();
      const found = words.find((candidate) => candidate === word);
      if (found === undefined) {
        throw unreadableLine(line);
      }
      return found;
    },
    takeText: () => decodeText(rest.shift()),
    takeTexts: () => rest.splice(0).map((word) => decodeText(word) ?? ''),
  };
}

function isNothing(word: string | undefined): boolean {
  return word === undefined || word === '-';
}

/** Base64 of UTF-8 without what a command put after its last line; - is no text. */
function decodeText(word: string | undefined): string | null {
  return word === undefined || word === '-' ? null : Buffer.from(word, 'base64').toString('utf8').trimEnd();
}

export function unreadableLine(line: string, cause?: unknown): HostError {
  return new HostError(
    'unexpected-output',
    'The journal of an operation holds a line that Nutshell cannot read. It may be from a newer Nutshell.',
    {
      hint: 'Look into /var/lib/nutshell/operations on the host.',
      raw: line,
      cause,
    },
  );
}
