import type { PracticeControl, PracticeTarget } from '#core/ports/practice-hosts.ts';
import type { PracticeHosts, RunningInstance } from './practice-hosts.ts';

/** The name under which the practice host stands in the list of hosts. */
const hostName = 'practice';

/** The product's one practice host; tests use PracticeHosts itself, for several at once. */
export function createPracticeControl(practiceHosts: PracticeHosts): PracticeControl {
  return {
    status: () => practiceHosts.status(),
    up: async (onProgress, signal) => toTarget(await practiceHosts.up({ onProgress, signal })),
    reset: async (onProgress, signal) => toTarget(await practiceHosts.reset({ onProgress, signal })),
    down: () => practiceHosts.down(),
    sshCommand: () => practiceHosts.sshCommand(),
  };
}

function toTarget({ sshPort, hostKey, users }: RunningInstance): PracticeTarget {
  const root = users.find(({ name, login }) => name === 'root' && login.kind === 'key');
  if (root?.login.kind !== 'key') {
    throw new Error('A practice host always has a root user with a key');
  }
  return {
    draft: { name: hostName, address: '127.0.0.1', port: sshPort, user: root.name, auth: { kind: 'key', path: root.login.path }, jumps: [], origin: 'practice' },
    hostKey,
  };
}
