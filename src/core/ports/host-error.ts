import type { Problem, ProblemCode } from '#domain/problem.ts';

/** The one error type that crosses from adapters to the core. `hint` says what to do, `raw` is the text one click away. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: ProblemCode;
  readonly hint: string | null;
  readonly raw: string | null;

  constructor(
    code: ProblemCode,
    message: string,
    options: { hint?: string | undefined; raw?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? null;
    this.raw = options.raw ?? null;
  }

  toProblem(): Problem {
    return { code: this.code, message: this.message, hint: this.hint, raw: this.raw };
  }
}
