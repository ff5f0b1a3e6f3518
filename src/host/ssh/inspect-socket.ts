import { runCommand } from './run-command.ts';
import type { Session } from './session.ts';

export type SocketFinding = 'missing' | 'not-a-socket' | 'forbidden' | 'silent';

const inspect = `
look() { if [ -S "$1" ]; then echo socket; elif [ -e "$1" ]; then echo other; else echo missing; fi; }
if [ -S "$1" ] && [ -w "$1" ]; then echo usable; else look "$1"; fi
`;

/** Why a unix socket could not be opened. A directory that may not be entered hides it, so root looks again where it can. */
export async function inspectSocket(session: Session, path: string): Promise<SocketFinding> {
  const look = async (asRoot: boolean): Promise<string> => {
    const { stdout } = await runCommand(session, {
      purpose: 'Find out why a socket does not open',
      command: { kind: 'script', name: 'inspect-socket', text: inspect, args: [path] },
      asRoot,
    });
    return stdout.trim();
  };
  const asUser = await look(false);
  if (asUser === 'usable') {
    return 'silent';
  }
  const seen = asUser === 'missing' && session.privilege === 'sudo' ? await look(true) : asUser;
  if (seen === 'missing') {
    return 'missing';
  }
  return seen === 'other' ? 'not-a-socket' : 'forbidden';
}
