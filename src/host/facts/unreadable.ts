/** Thrown by a parser for text that is not what the tool should have said; becomes an `unavailable` fact with the raw text. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
