/**
 * Something that went wrong, told to a person: what happened and why it matters, what to do, and the raw text one click away.
 * `code` is for programs (exit codes, tests); it never changes its meaning.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string | null;
  readonly raw: string | null;
}

export type ProblemCode =
  | 'unreachable'
  | 'denied'
  | 'host-key-changed'
  | 'host-key-revoked'
  | 'link-lost'
  | 'not-connected'
  | 'command-failed'
  | 'unexpected-output'
  | 'missing-on-host'
  | 'conflict'
  | 'no-space'
  | 'not-found'
  | 'invalid-input'
  | 'unsupported'
  | 'cancelled'
  | 'local-file'
  | 'practice'
  | 'unknown-method'
  | 'internal';
