import type { ConnectAnswers, ConnectionState, ConnectOutcome } from '#domain/hosts/connection.ts';
import type { Problem } from '#domain/problem.ts';
import type { HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';

/** How it stands between this laptop and one host. */
export interface Session {
  state: ConnectionState;
  link: HostLink | null;
  /** Kept in memory so that a link that broke comes back without asking again. */
  answers: ConnectAnswers;
  attempt: Promise<ConnectOutcome> | null;
  timer: ReturnType<typeof setTimeout> | null;
  controller: AbortController;
}

export function createSession(): Session {
  return {
    state: { kind: 'disconnected' },
    link: null,
    answers: { acceptedFingerprints: [], secrets: [] },
    attempt: null,
    timer: null,
    controller: new AbortController(),
  };
}

export function stopTimer(session: Session): void {
  if (session.timer !== null) {
    clearTimeout(session.timer);
    session.timer = null;
  }
}

export function toProblem(error: unknown): Problem {
  if (error instanceof HostError) {
    return error.toProblem();
  }
  return {
    code: 'internal',
    message: 'The connection failed in a way that Nutshell did not foresee.',
    hint: 'Try again; if it stays, report it with the text below.',
    raw: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
