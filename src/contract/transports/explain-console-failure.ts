import type { Problem } from '#domain/problem.ts';

/** A console that could not be opened, in one or two sentences. A bug says no more than that it is one. */
export function explainConsoleFailure(error: unknown, reportBug: (error: unknown) => void): string {
  if (knowsItsProblem(error)) {
    const { message, hint } = error.toProblem();
    return hint === null ? message : `${message} ${hint}`;
  }
  reportBug(error);
  return 'The console could not be opened because of an error in Nutshell itself. Open it again; if that fails too, report it.';
}

// The core's error type, seen by its shape: this layer may not import the core.
function knowsItsProblem(error: unknown): error is Error & { toProblem(): Problem } {
  return error instanceof Error && 'toProblem' in error && typeof error.toProblem === 'function';
}
