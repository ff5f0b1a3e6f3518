import type { ConnectAnswers, ConnectionState, ConnectOutcome } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import { unreachable } from '#domain/unreachable.ts';
import type { CommandLog } from '../activity/create-command-log.ts';
import type { ConnectAttempt, HostConnector, HostLink } from '../ports/host-connector.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostShell } from '../ports/host-shell.ts';

/** Waits between attempts to come back after a lost link. After the last one it goes on at that pace. */
const reconnectDelaysMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

const noAnswers: ConnectAnswers = { acceptedFingerprints: [], secrets: [] };

interface Session {
  state: ConnectionState;
  link: HostLink | null;
  /** Kept in memory so that a link that broke comes back without asking again. */
  answers: ConnectAnswers;
  attempt: Promise<ConnectOutcome> | null;
  timer: ReturnType<typeof setTimeout> | null;
  controller: AbortController;
}

export interface ConnectionsOptions {
  readonly connector: HostConnector;
  readonly commandLog: CommandLog;
  readonly now: () => number;
  readonly onChange: () => void;
}

export type Connections = ReturnType<typeof createConnections>;

/** One link a host: opens it, notices when it breaks, brings it back. */
export function createConnections({ connector, commandLog, now, onChange }: ConnectionsOptions) {
  const sessions = new Map<string, Session>();

  function sessionOf(hostId: string): Session {
    let session = sessions.get(hostId);
    if (!session) {
      session = {
        state: { kind: 'disconnected' },
        link: null,
        answers: noAnswers,
        attempt: null,
        timer: null,
        controller: new AbortController(),
      };
      sessions.set(hostId, session);
    }
    return session;
  }

  function enter(session: Session, state: ConnectionState): void {
    session.state = state;
    onChange();
  }

  function accept(host: Host, session: Session, link: HostLink): void {
    session.link = link;
    link.onLost((problem) => {
      session.link = null;
      scheduleReconnect(host, session, problem, 0);
    });
    enter(session, { kind: 'connected', sinceEpochMs: now(), privilege: link.privilege, serverVersion: link.serverVersion });
  }

  function scheduleReconnect(host: Host, session: Session, problem: Problem, attempt: number): void {
    const delayMs = reconnectDelaysMs[Math.min(attempt, reconnectDelaysMs.length - 1)] ?? 30_000;
    enter(session, { kind: 'reconnecting', problem, attempt: attempt + 1, nextAttemptEpochMs: now() + delayMs });
    session.timer = setTimeout(() => {
      void connector.connect(host, session.answers, session.controller.signal, commandLog.recorderFor(host.id)).then(
        (result) => settleReconnect(host, session, result, attempt),
        (error: unknown) => enter(session, { kind: 'lost', problem: toProblem(error) }),
      );
    }, delayMs);
  }

  function settleReconnect(host: Host, session: Session, result: ConnectAttempt, attempt: number): void {
    // A person who disconnected, or connected by hand, meanwhile has decided otherwise.
    if (session.state.kind !== 'reconnecting') {
      if (result.kind === 'connected') {
        result.link.close();
      }
      return;
    }
    if (result.kind === 'failed' && result.problem.code === 'unreachable') {
      scheduleReconnect(host, session, result.problem, attempt + 1);
    } else {
      settle(host, session, result);
    }
  }

  function settle(host: Host, session: Session, result: ConnectAttempt): ConnectOutcome {
    switch (result.kind) {
      case 'connected':
        accept(host, session, result.link);
        return { kind: 'connected' };
      case 'question':
        enter(session, { kind: 'waiting', question: result.question });
        return result;
      case 'changed-host-key':
        enter(session, { kind: 'refused', change: result.change });
        return result;
      case 'failed':
        enter(session, { kind: 'lost', problem: result.problem });
        return result;
      default:
        return unreachable(result, 'connection attempt');
    }
  }

  async function attempt(host: Host, session: Session, answers: ConnectAnswers): Promise<ConnectOutcome> {
    stopTimer(session);
    session.controller.abort();
    session.controller = new AbortController();
    session.answers = answers;
    enter(session, { kind: 'connecting' });
    const { signal } = session.controller;
    const result = await connector
      .connect(host, answers, signal, commandLog.recorderFor(host.id))
      .catch((error: unknown): ConnectAttempt => ({ kind: 'failed', problem: toProblem(error) }));
    if (signal.aborted) {
      if (result.kind === 'connected') {
        result.link.close();
      }
      return {
        kind: 'failed',
        problem: { code: 'cancelled', message: 'The connection attempt was given up.', hint: null, raw: null },
      };
    }
    return settle(host, session, result);
  }

  return {
    stateOf: (hostId: string): ConnectionState => sessionOf(hostId).state,

    /** Tries once. Two callers at the same time share one attempt, unless the second brings new answers. */
    async connect(host: Host, answers: ConnectAnswers): Promise<ConnectOutcome> {
      const session = sessionOf(host.id);
      if (session.link) {
        return { kind: 'connected' };
      }
      const hasNews = answers.secrets.length > 0 || answers.acceptedFingerprints.length > 0;
      if (session.attempt && !hasNews) {
        return session.attempt;
      }
      const started = attempt(host, session, answers).finally(() => {
        if (session.attempt === started) {
          session.attempt = null;
        }
      });
      session.attempt = started;
      return started;
    },

    disconnect(hostId: string): void {
      const session = sessionOf(hostId);
      stopTimer(session);
      session.controller.abort();
      session.link?.close();
      session.link = null;
      enter(session, { kind: 'disconnected' });
    },

    /** The shell of a host that is connected; else a sentence that says how it stands. */
    shellOf(host: Host): HostShell {
      const { link, state } = sessionOf(host.id);
      if (!link) {
        throw new HostError('not-connected', `There is no connection to ${host.name} (${state.kind}).`, {
          hint: `Connect to ${host.name} first.`,
        });
      }
      return link.shell;
    },

    privilegeOf: (hostId: string) => sessionOf(hostId).link?.privilege ?? 'none',

    closeAll(): void {
      for (const session of sessions.values()) {
        stopTimer(session);
        session.controller.abort();
        session.link?.close();
      }
      sessions.clear();
    },
  };
}

function stopTimer(session: Session): void {
  if (session.timer !== null) {
    clearTimeout(session.timer);
    session.timer = null;
  }
}

function toProblem(error: unknown): Problem {
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
