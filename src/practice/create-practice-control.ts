import type { PracticeControl, PracticeTarget } from '#core/ports/practice-hosts.ts';
import type { PracticeHosts, RunningInstance } from './practice-hosts.ts';

/** One instance, as the core knows practice hosts: something to bring up and then to treat like any other host. */
export function createPracticeControl(hosts: PracticeHosts, instance: string): PracticeControl {
  return {
    async status() {
      const status = await hosts.status(instance);
      return status.kind === 'running' ? { ...status, hostId: null } : status;
    },
    up: async (onProgress, signal) => toTarget(await hosts.up({ instance, onProgress, signal })),
    reset: async (onProgress, signal) => toTarget(await hosts.reset({ instance, onProgress, signal })),
    down: () => hosts.down(instance),
    sshCommand: () => hosts.sshCommand(instance),
  };
}

function toTarget({ instance, sshPort, hostKey, users }: RunningInstance): PracticeTarget {
  const login = users.find(({ name }) => name === 'root')?.login;
  const auth = login?.kind === 'key' ? login : ({ kind: 'agent' } as const);
  return {
    draft: { name: instance, address: '127.0.0.1', port: sshPort, user: 'root', auth, jumps: [], origin: 'practice' },
    hostKey,
  };
}
