/** A section of an ini file: its head without brackets, and its lines. */
export interface IniBlock {
  readonly head: string;
  readonly lines: readonly string[];
}

/**
 * The text with these sections in place of those of the same head; new ones go to the end. Everything else stays as it is, to the
 * letter: other profiles, comments, blank lines.
 */
export function mergeIni(existing: string, blocks: readonly IniBlock[]): string {
  return blocks.reduce(putBlock, existing);
}

function putBlock(text: string, { head, lines }: IniBlock): string {
  const written = [`[${head}]`, ...lines].join('\n');
  const rows = text.split('\n');
  const start = rows.findIndex((row) => toHead(row) === head);
  if (start < 0) {
    const before = text.trimEnd();
    return before === '' ? `${written}\n` : `${before}\n\n${written}\n`;
  }
  const next = rows.findIndex((row, at) => at > start && toHead(row) !== null);
  const end = next < 0 ? rows.length : next;
  const kept = rows.slice(start + 1, end).filter((row) => /^\s*[#;]/.test(row));
  const rest = rows.slice(end);
  return [...rows.slice(0, start), written, ...kept, ...(rest.length === 0 ? [''] : ['', ...rest])].join('\n');
}

function toHead(row: string): string | null {
  return /^\s*\[\s*([^\]]*?)\s*\]\s*$/.exec(row)?.[1] ?? null;
}

/** The heads of all sections. */
export function listHeads(text: string): readonly string[] {
  return text.split('\n').flatMap((row) => toHead(row) ?? []);
}

/** What a section says for a key; undefined where it says nothing. */
export function readValue(text: string, head: string, key: string): string | undefined {
  const rows = text.split('\n');
  const start = rows.findIndex((row) => toHead(row) === head);
  const next = rows.findIndex((row, at) => at > start && toHead(row) !== null);
  const own = start < 0 ? [] : rows.slice(start + 1, next < 0 ? rows.length : next);
  return own
    .map((row) => row.split('='))
    .find(([name = '']) => name.trim() === key)?.[1]
    ?.trim();
}
