import type { Privilege } from '#domain/hosts/connection.ts';
import type { RunRequest } from '#core/ports/host-shell.ts';
import { HostError } from '#core/ports/host-error.ts';
import type { ChannelPool } from './create-channel-pool.ts';
import type { SshLink } from './create-link.ts';
import { runCommand } from './run-command.ts';

const script = `
if [ "$(id -u)" = 0 ]; then p=root; elif sudo -n true </dev/null >/dev/null 2>&1; then p=sudo; else p=none; fi
echo "nutshell-privilege=$p"
`;

const request: RunRequest = {
  purpose: 'Learn what this login may do',
  command: { kind: 'script', name: 'learn-privilege', text: script, args: [] },
  silenceMs: 30_000,
};

/** One command right after logging in. A login shell that greets on stdout does no harm: the answer is marked. */
export async function learnPrivilege(link: SshLink, pool: ChannelPool, signal: AbortSignal): Promise<Privilege> {
  try {
    const { stdout } = await runCommand({ link, pool, privilege: 'none' }, { ...request, signal });
    return parsePrivilege(stdout) ?? refuse(link, stdout);
  } catch (error) {
    // This script exits with 0 wherever sh runs it, so another code comes from something that is not a shell.
    if (error instanceof HostError && (error.code === 'command-failed' || error.code === 'missing-on-host')) {
      return refuse(link, error.raw ?? error.message);
    }
    throw error;
  }
}

function parsePrivilege(stdout: string): Privilege | null {
  const found = /^nutshell-privilege=(root|sudo|none)$/m.exec(stdout)?.[1];
  return found === 'root' || found === 'sudo' || found === 'none' ? found : null;
}

function refuse(link: SshLink, raw: string): never {
  throw new HostError('denied', `${link.name} lets us log in but runs no commands for this login`, {
    hint: 'Give this user a login shell (chsh) and remove ForceCommand or internal-sftp, or log in as another one.',
    raw,
  });
}
