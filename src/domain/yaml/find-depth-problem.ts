import type { FileProblem } from './file-problem.ts';

/** Far more than any file of ours has, far less than what a parser that calls itself for each level can take. */
const deepest = { brackets: 60, marksInALine: 40, indentation: 160 } as const;

/**
 * Looks, before anything is parsed, for text nested so deeply that a recursive parser would run out of stack, which ends the whole
 * process. It overestimates: brackets inside quoted text count too.
 */
export function findDepthProblem(text: string): FileProblem | null {
  let brackets = 0;
  for (const [index, content] of text.split('\n').entries()) {
    const at = (column: number, message: string): FileProblem => ({ line: index + 1, column, field: '', message });
    const start = /^[ \t]*/.exec(content)?.[0].length ?? 0;
    if (start > deepest.indentation) {
      return at(start + 1, `This line is indented by ${start} columns. Nothing in such a file is nested so deeply.`);
    }
    if (countMarks(content) > deepest.marksInALine) {
      return at(start + 1, 'This line holds too many marks of lists and fields (- and :). Write one per line.');
    }
    for (let column = start; column < content.length; column += 1) {
      brackets = Math.max(0, brackets + bracketStep(content.charCodeAt(column)));
      if (brackets > deepest.brackets) {
        return at(column + 1, `More than ${deepest.brackets} brackets are open here. Close them, or put the text in quotes.`);
      }
    }
  }
  return null;
}

function bracketStep(code: number): number {
  return code === 0x5b || code === 0x7b ? 1 : code === 0x5d || code === 0x7d ? -1 : 0;
}

/** Each -, ? and : before a blank can begin a level: "- - - text". */
function countMarks(content: string): number {
  return content.match(/[-?:](?=\s|$)/g)?.length ?? 0;
}
