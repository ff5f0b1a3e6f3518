import { refuseFile, type CredentialsReading } from './credentials-reading.ts';

/** A file of credentials has a screenful; a whole Keystone or Eucalyptus writes no more. */
const longestText = 100_000;

/** What is no file of credentials at all: nothing, a web page, an archive, something endless. null: it is worth reading. */
export function findForeignText(text: string): CredentialsReading<never> | null {
  if (text.trim() === '') {
    return refuseFile(1, 'The file is empty: the cloud has not written its credentials yet, or somebody emptied it.');
  }
  if (text.length > longestText) {
    return refuseFile(1, `The file has more than ${longestText} characters. No file of credentials is so long.`);
  }
  const page = /^\s*<(!doctype|html|\?xml)/i.exec(text);
  if (page !== null) {
    return refuseFile(1, 'This is a web page or XML, not a file of credentials.');
  }
  const strange = /(?![\t\n])[\p{Cc}\p{Cs}\uFFFD\uFFFE\uFFFF]/u.exec(text);
  if (strange === null) {
    return null;
  }
  const before = text.slice(0, strange.index).split('\n');
  const message = 'Something that is not text stands here. Is this an archive, or a file that was cut off?';
  return refuseFile(before.length, message, (before.at(-1)?.length ?? 0) + 1);
}
