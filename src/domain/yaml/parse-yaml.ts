import { LineCounter, parseDocument, type ParsedNode, type YAMLError } from 'yaml';
import type { FileProblem, Spot } from './file-problem.ts';
import { findDepthProblem } from './find-depth-problem.ts';

/** The text as nodes that know where they stand. */
export interface YamlText {
  readonly root: ParsedNode;
  readonly spotOf: (node: { readonly range?: readonly [number, ...number[]] | null }) => Spot;
}

export type YamlParsing =
  { readonly kind: 'parsed'; readonly yaml: YamlText } | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] };

const longestText = 200_000;

/** YAML 1.2, one document. Whatever the text holds, it ends in nodes or in sentences. */
export function parseYaml(text: string): YamlParsing {
  const early = findEarlyProblem(text);
  if (early !== null) {
    return { kind: 'refused', problems: [early] };
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const spotAt = (offset: number): Spot => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    ...spotAt(error.pos[0]),
    field: '',
    message: describeError(error),
  }));
  if (problems.length > 0) {
    return { kind: 'refused', problems };
  }
  if (document.contents === null) {
    return { kind: 'refused', problems: [{ line: 1, column: 1, field: '', message: 'The file is empty.' }] };
  }
  return { kind: 'parsed', yaml: { root: document.contents, spotOf: ({ range }) => spotAt(range?.[0] ?? 0) } };
}

function findEarlyProblem(text: string): FileProblem | null {
  if (text.length > longestText) {
    const message = `The file has more than ${longestText} characters. Nothing that Nutshell reads is so long.`;
    return { line: 1, column: 1, field: '', message };
  }
  const unprintable = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.exec(text);
  if (unprintable !== null) {
    const before = text.slice(0, unprintable.index).split('\n');
    const message = 'A character that cannot be printed stands here. Is this a text file in UTF-8?';
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, field: '', message };
  }
  return findDepthProblem(text);
}

function describeError({ code, message }: YAMLError): string {
  return sentences[code] ?? `This is not YAML: ${message.replace(/\.?$/, '.')}`;
}

const sentences: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'An alias (*name) stands alone, without an anchor or a tag.',
  BAD_ALIAS: 'This alias (*name) is about no anchor (&name). A text that begins with * needs quotes.',
  BAD_DQ_ESCAPE: 'After this backslash comes nothing that is known. Double it, or use single quotes.',
  BAD_INDENT: 'This line is indented differently from its neighbours. Fields of one thing stand below one another.',
  BAD_SCALAR_START: 'No text begins with this character. Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'Two fields stand on one line. Put the second on a line of its own, or the text in quotes.',
  BLOCK_IN_FLOW: 'Within brackets a list or a field is written with brackets too.',
  DUPLICATE_KEY: 'This field is here twice. Remove one of the two.',
  KEY_OVER_1024_CHARS: 'This name of a field is longer than 1024 characters.',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a comma, or a blank after a colon.',
  MULTILINE_IMPLICIT_KEY: 'The name of a field stands on one line, with its colon. Is a colon missing?',
  MULTIPLE_DOCS: 'A second document begins here. A file holds one.',
  TAB_AS_INDENT: 'This line is indented with a tab. Use blanks.',
  TAG_RESOLVE_FAILED: 'Tags (!name) are not used here. A text that begins with ! needs quotes.',
  UNEXPECTED_TOKEN: 'This is not expected here. Is a quote or a bracket missing before it, or a blank too many?',
};
