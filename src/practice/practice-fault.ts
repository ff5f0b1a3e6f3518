import type { Problem, ProblemCode } from '#domain/problem.ts';
import { HostError } from '#core/ports/host-error.ts';

interface FaultDetails {
  readonly code?: ProblemCode;
  readonly hint: string;
  readonly raw?: string;
  readonly cause?: unknown;
}

/** A fault of the practice host: what happened, and always what to do. */
export function practiceFault(message: string, { code = 'practice', hint, raw, cause }: FaultDetails): HostError {
  return new HostError(code, message, { hint, raw, cause });
}

export function unsupportedProblem(message: string, hint: string): Problem {
  return { code: 'unsupported', message, hint, raw: null };
}

export function cancelledFault(): HostError {
  return practiceFault('Starting the practice host was stopped.', {
    code: 'cancelled',
    hint: 'Nothing is left running. Start it again whenever you like; finished steps are kept.',
  });
}

/** Throws the fault for a person's "stop" when the signal says so. */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw cancelledFault();
  }
}
