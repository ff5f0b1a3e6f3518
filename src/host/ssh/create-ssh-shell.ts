import type { HostShell, RunRequest } from '#core/ports/host-shell.ts';
import { needsRoot } from './explain-command-failure.ts';
import { feedCommand } from './feed-command.ts';
import { openSocket } from './open-socket.ts';
import { openTerminal } from './open-terminal.ts';
import { runCommand } from './run-command.ts';
import type { Session } from './session.ts';
import { streamLines } from './stream-lines.ts';

/** The host as the core sees it, over one link. Root is refused before anything is sent where the login cannot become root. */
export function createSshShell(session: Session): HostShell {
  const { link, privilege } = session;
  const checkRoot = (request: RunRequest): void => {
    if (request.asRoot === true && privilege === 'none') {
      throw needsRoot(link.name);
    }
  };
  return {
    run: async (request) => {
      checkRoot(request);
      return runCommand(session, request);
    },
    lines: async function* (request) {
      checkRoot(request);
      yield* streamLines(session, request);
    },
    feed: async (request, bytes) => {
      checkRoot(request);
      return feedCommand(session, request, bytes);
    },
    openSocket: (target, purpose) => openSocket(session, target, purpose),
    openTerminal: (request) => openTerminal(session, request),
  };
}
