import { Unreadable } from './unreadable.ts';

/**
 * The scripts of resources/host read many files with one `cat`, their own command line before each as the separator: it ends in
 * the nonce of this very reading, so no file can hold it by chance. Returns what comes before the first separator, and a record for each.
 */
export function splitRecords(bytes: Buffer, nonce: string): { readonly head: Buffer; readonly records: readonly Buffer[] } {
  const end = Buffer.from(`\0${nonce}\0`);
  const first = bytes.indexOf(end);
  if (first < 0) {
    throw new Unreadable('The files of the host came without their separators');
  }
  // `sh -s -- NONCE`: the words before the nonce are the shell's, the last NUL-separated run before it.
  const separator = findSeparator(bytes.subarray(0, first), end);
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(separator); at >= 0; at = bytes.indexOf(separator, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + separator.length;
  }
  return { head: parts[0] ?? Buffer.alloc(0), records: [...parts.slice(1), bytes.subarray(from)] };
}

/** The shell was started as NAME -s -- NONCE. */
function findSeparator(before: Buffer, end: Buffer): Buffer {
  const words = Buffer.from('\0-s\0--');
  if (!before.subarray(-words.length).equals(words)) {
    throw new Unreadable('The files of the host came with a separator that is no command line of its shell');
  }
  const nameEnd = before.length - words.length;
  const nameStart = before.subarray(0, nameEnd).lastIndexOf(0) + 1;
  return Buffer.concat([before.subarray(nameStart, nameEnd), words, end]);
}
