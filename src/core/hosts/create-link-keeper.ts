import type { ConnectAnswers, ConnectionState, ConnectOutcome } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Problem } from '#domain/problem.ts';
import { unreachable } from '#domain/unreachable.ts';
import type { CommandLog } from '../activity/create-command-log.ts';
import type { ConnectAttempt, HostConnector, HostLink } from '../ports/host-connector.ts';
import { stopTimer, toProblem, type Session } from './session.ts';

/** Waits between attempts to come back after a lost link. After the last one it goes on at that pace. */
const reconnectDelaysMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

export interface LinkKeeperOptions {
  readonly connector: HostConnector;
  readonly commandLog: CommandLog;
  readonly now: () => number;
  readonly onChange: () => void;
}

export type LinkKeeper = ReturnType<typeof createLinkKeeper>;

/** What becomes of an attempt, and of a link that breaks: it is brought back until a person must answer or decides otherwise. */
export function createLinkKeeper({ connector, commandLog, now, onChange }: LinkKeeperOptions) {
  const open = (host: Host, { answers, controller }: Session): Promise<ConnectAttempt> =>
    connector.connect(host, answers, controller.signal, commandLog.recorderFor(host.id));

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
      void open(host, session).then(
        (result) => settleReconnect(host, session, result, attempt),
        (error: unknown) => enter(session, { kind: 'lost', problem: toProblem(error) }),
      );
    }, delayMs);
  }

  function settleReconnect(host: Host, session: Session, result: ConnectAttempt, attempt: number): void {
    // A person who disconnected, or connected by hand, meanwhile has decided otherwise.
    if (session.state.kind !== 'reconnecting') {
      closeLate(result);
    } else if (result.kind === 'failed' && result.problem.code === 'unreachable') {
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

  return { enter, open, settle };
}

/** One attempt by hand. It ends whatever was tried before. */
export async function attemptOnce(
  keeper: LinkKeeper,
  host: Host,
  session: Session,
  answers: ConnectAnswers,
): Promise<ConnectOutcome> {
  stopTimer(session);
  session.controller.abort();
  session.controller = new AbortController();
  session.answers = answers;
  keeper.enter(session, { kind: 'connecting' });
  const { signal } = session.controller;
  const result = await keeper
    .open(host, session)
    .catch((error: unknown): ConnectAttempt => ({ kind: 'failed', problem: toProblem(error) }));
  if (signal.aborted) {
    closeLate(result);
    return {
      kind: 'failed',
      problem: { code: 'cancelled', message: 'The connection attempt was given up.', hint: null, raw: null },
    };
  }
  return keeper.settle(host, session, result);
}

/** A link that nobody waits for any more. */
function closeLate(result: ConnectAttempt): void {
  if (result.kind === 'connected') {
    result.link.close();
  }
}
