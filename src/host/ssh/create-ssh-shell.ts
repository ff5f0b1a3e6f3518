import type { Privilege } from '#domain/hosts/connection.ts';
import type { HostShell, RunRequest } from '#core/ports/host-shell.ts';
import type { ChannelPool } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';
import { needsRoot } from './explain-command-failure.ts';
import { openSocket } from './open-socket.ts';
import { runCommand } from './run-command.ts';
import { streamLines } from './stream-lines.ts';

/** The host as the core sees it, over one link. Root is refused before anything is sent where the login cannot become root. */
export function createSshShell(link: SshLink, pool: ChannelPool, privilege: Privilege): HostShell {
  const checkRoot = (request: RunRequest): void => {
    if (request.asRoot === true && privilege === 'none') {
      throw needsRoot(link.name);
    }
  };
  return {
    run: async (request) => {
      checkRoot(request);
      return runCommand(link, pool, privilege, request);
    },
    lines: async function* (request) {
      checkRoot(request);
      yield* streamLines(link, pool, privilege, request);
    },
    openSocket: (target) => openSocket(link, pool, privilege, target),
  };
}
