import { HostError } from '#core/ports/host-error.ts';

/** The system's code of a failed file operation: ENOENT, EACCES, … */
export function toErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** A file of this laptop that could not be used, with the reason in words. */
export function localFileError(action: string, path: string, error: unknown): HostError {
  const code = toErrorCode(error);
  const { reason, hint } = reasons[code ?? ''] ?? { reason: 'the system refused', hint: 'The raw text below says more.' };
  return new HostError('local-file', `${path} could not be ${action}: ${reason}`, {
    hint,
    raw: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}

const reasons: Readonly<Record<string, { readonly reason: string; readonly hint: string }>> = {
  ENOENT: { reason: 'it does not exist', hint: 'Check the path.' },
  EACCES: { reason: 'this user may not', hint: 'Change its owner or its permissions.' },
  EPERM: {
    reason: 'this user may not',
    hint: 'Change its owner or its permissions, and close other programs that hold it open.',
  },
  EISDIR: { reason: 'it is a folder', hint: 'Choose a file.' },
  ENOTDIR: { reason: 'a part of its path is a file', hint: 'Check the path.' },
  ENOSPC: { reason: 'the disk is full', hint: 'Free some space and try again. Nothing was lost.' },
  EROFS: { reason: 'the file system is read-only', hint: 'Set NUTSHELL_HOME to a folder that can be written.' },
};
