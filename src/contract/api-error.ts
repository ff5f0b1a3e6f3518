import type { Problem, ProblemCode } from '#domain/problem.ts';

/** A problem as the caller of the contract meets it. Its message is written for the person at the screen. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }

  get code(): ProblemCode {
    return this.problem.code;
  }
}

/** Any thrown thing as a problem a screen can show. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ApiError) {
    return error.problem;
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, hint: null, raw: null };
}
