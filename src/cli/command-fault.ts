import type { Problem } from '#domain/problem.ts';
import type { CommandProblemCode } from './exit-codes.ts';

export interface CommandProblem extends Omit<Problem, 'code'> {
  readonly code: CommandProblemCode;
}

/** A problem that the command line itself found: a word it cannot read, a host it does not know, a question it cannot ask. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
  readonly problem: CommandProblem;

  constructor(code: CommandProblemCode, message: string, hint: string | null = null, raw: string | null = null) {
    super(message);
    this.problem = { code, message, hint, raw };
  }
}

export function usageFault(message: string, hint: string | null = null): CommandFault {
  return new CommandFault('invalid-input', message, hint);
}
