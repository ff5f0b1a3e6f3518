import type { AppApi } from '#contract/api.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';
import type { CommandLog } from './create-command-log.ts';

export interface ActivityServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly runner: OperationRunner;
  readonly commandLog: CommandLog;
}

/** What ran and runs: every remote command of this window, every operation of everybody. */
export function createActivityService({ hosts, connections, runner, commandLog }: ActivityServiceOptions): AppApi['activity'] {
  const shellOf = async (hostId: string) => connections.shellOf(await hosts.find(hostId));
  return {
    commands: ({ hostId }) => Promise.resolve(commandLog.list(hostId)),
    watchCommands: (_input, { signal }) => commandLog.watch(signal),
    operations: async ({ hostId }) => runner.list(await shellOf(hostId), hostId),
    async *follow({ hostId, operationId }, { signal }) {
      yield* runner.follow(await shellOf(hostId), operationId, signal);
    },
    async cancel({ hostId, operationId }) {
      await runner.cancel(await shellOf(hostId), operationId);
      return null;
    },
  };
}
