import type { ProblemCode } from '#domain/problem.ts';

/** What the command ends with. The table in docs/command-line.md; numbers never change their meaning. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Something is not there: a host, a machine, a thing on the host; or the host is not ready. */
  missing: 3,
  /** Refused before anything was changed: taken, full, or not Nutshell's to touch. */
  refused: 4,
  cannotConnect: 5,
  hostKeyChanged: 6,
  /** A person must answer and there is no terminal to ask on. */
  needsAnswer: 7,
  /** A path was looked at, and a cause was found that stops or harms packets. */
  pathBroken: 8,
  /** No cause was found, and something that decides could not be judged. */
  unclear: 9,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What can go wrong as the command line tells it: the contract's codes, and one that only a terminal knows. */
export type CommandProblemCode = ProblemCode | 'needs-answer';

const codeOfProblem: Readonly<Record<CommandProblemCode, ExitCode>> = {
  'invalid-input': exitCodes.usage,
  'not-found': exitCodes.missing,
  'missing-on-host': exitCodes.missing,
  unsupported: exitCodes.missing,
  conflict: exitCodes.refused,
  'no-space': exitCodes.refused,
  unreachable: exitCodes.cannotConnect,
  denied: exitCodes.cannotConnect,
  'link-lost': exitCodes.cannotConnect,
  'not-connected': exitCodes.cannotConnect,
  'host-key-changed': exitCodes.hostKeyChanged,
  'host-key-revoked': exitCodes.hostKeyChanged,
  'needs-answer': exitCodes.needsAnswer,
  cancelled: exitCodes.interrupted,
  'command-failed': exitCodes.failed,
  'unexpected-output': exitCodes.failed,
  'local-file': exitCodes.failed,
  practice: exitCodes.failed,
  'unknown-method': exitCodes.failed,
  internal: exitCodes.failed,
};

export function toExitCode(code: CommandProblemCode): ExitCode {
  return codeOfProblem[code];
}
