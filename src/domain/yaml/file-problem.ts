/** A place in a text file, both counted from 1. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a file that a person wrote: where, and in a sentence. */
export interface FileProblem extends Spot {
  /** The field it is about, e.g. roles[1].hardware.vcpus; empty where it is about the text itself. */
  readonly field: string;
  readonly message: string;
}

/** As compilers write it, so that editors jump there: recipe.yaml:12:5: … */
export function describeFileProblem(fileName: string, { line, column, message }: FileProblem): string {
  return `${fileName}:${line}:${column}: ${message}`;
}

/** For a screen: Line 12, column 5: … */
export function describePlace({ line, column, message }: FileProblem): string {
  return `Line ${line}, column ${column}: ${message}`;
}

/** In the order of the file. */
export function sortFileProblems(problems: readonly FileProblem[]): readonly FileProblem[] {
  return problems.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
