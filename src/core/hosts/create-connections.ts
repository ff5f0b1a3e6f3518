import type { ConnectAnswers, ConnectionState, ConnectOutcome } from '#domain/hosts/connection.ts';
import type { Host } from '#domain/hosts/host.ts';
import { HostError } from '../ports/host-error.ts';
import type { HostShell } from '../ports/host-shell.ts';
import { attemptOnce, createLinkKeeper, type LinkKeeperOptions } from './create-link-keeper.ts';
import { createSession, stopTimer, type Session } from './session.ts';

export type Connections = ReturnType<typeof createConnections>;

/** One link a host: opens it, notices when it breaks, brings it back. */
export function createConnections(options: LinkKeeperOptions) {
  const keeper = createLinkKeeper(options);
  const sessions = new Map<string, Session>();

  function sessionOf(hostId: string): Session {
    const session = sessions.get(hostId) ?? createSession();
    sessions.set(hostId, session);
    return session;
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
      const started = attemptOnce(keeper, host, session, answers).finally(() => {
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
      keeper.enter(session, { kind: 'disconnected' });
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

    /** What its connection was opened with, for another that goes through it. */
    answersOf: (hostId: string): ConnectAnswers => sessionOf(hostId).answers,

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
