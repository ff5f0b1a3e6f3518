import type { FileProblem } from '../yaml/file-problem.ts';
import { readShellWord } from './read-shell-word.ts';

/** The variables of a file that was made to be sourced. */
export interface Exports {
  readonly values: ReadonlyMap<string, string>;
  /** What the file itself says with `echo WARN: …`. */
  readonly warnings: readonly string[];
  readonly problems: readonly FileProblem[];
}

export interface ExportRules {
  /** Lines that mean nothing to Nutshell, and are known to be harmless. */
  readonly ignored: readonly RegExp[];
  /** May be used as ${NAME}, beside what the file itself has set before. */
  readonly variables: ReadonlyMap<string, string>;
}

const assignment = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;

/** Reads `export NAME=value` line by line. Anything that a shell would have to run is a problem, with its line. */
export function readExports(text: string, { ignored, variables }: ExportRules): Exports {
  const values = new Map<string, string>();
  const warnings: string[] = [];
  const problems: FileProblem[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const warning = /^echo WARN: *([\w .,:'"()/-]*)$/i.exec(line);
    if (warning !== null) {
      warnings.push((warning[1] ?? '').trim());
    } else if (line !== '' && !line.startsWith('#') && !ignored.some((pattern) => pattern.test(line))) {
      const message = readLine(line, values, variables);
      problems.push(...(message === null ? [] : [{ line: index + 1, column: 1, field: '', message }]));
    }
  }
  return { values, warnings, problems };
}

/** Takes what the line sets; null where it could. */
function readLine(line: string, values: Map<string, string>, variables: ReadonlyMap<string, string>): string | null {
  const [, name, written] = assignment.exec(line) ?? [];
  if (name === undefined || written === undefined) {
    return 'This is no “export NAME=value”. Nutshell reads such lines only, and runs nothing.';
  }
  const word = readShellWord(written, new Map([...values, ...variables]));
  if (word.kind === 'refused') {
    return `${name}: ${word.reason}.`;
  }
  values.set(name, word.value);
  return null;
}
