import type { AppApi } from '#contract/api.ts';
import type { Connections } from '../hosts/create-connections.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import type { Readings } from '../hosts/create-readings.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import type { Environment } from '../ports/environment.ts';
import type { OperationRunner } from '../ports/host-adapters.ts';
import type { CommandLog } from './create-command-log.ts';

export interface ActivityServiceOptions {
  readonly hosts: HostService;
  readonly connections: Connections;
  readonly readings: Pick<Readings, 'readFresh'>;
  readonly runner: OperationRunner;
  readonly environment: Pick<Environment, 'person'>;
  readonly commandLog: CommandLog;
}

/** What ran and runs: every remote command of this window, every operation of everybody. */
export function createActivityService(options: ActivityServiceOptions): AppApi['activity'] {
  const { hosts, connections, readings, runner, environment, commandLog } = options;
  const shellOf = async (hostId: string) => connections.shellOf(await hosts.find(hostId));

  async function* goOn(
    way: OperationWay,
    { hostId, operationId }: { readonly hostId: string; readonly operationId: string },
    signal: AbortSignal,
  ): AsyncIterable<OperationEvent> {
    const host = await hosts.find(hostId);
    try {
      yield* runner.continue(connections.shellOf(host), { operationId, way, by: environment.person }, signal);
    } finally {
      // Whoever watches this host sees the change now, not at the next turn.
      void readings.readFresh(host).catch(() => undefined);
    }
  }

  return {
    commands: ({ hostId }) => Promise.resolve(commandLog.list(hostId)),
    watchCommands: (_input, { signal }) => commandLog.watch(signal),
    operations: async ({ hostId }) => runner.list(await shellOf(hostId), hostId),
    async *follow({ hostId, operationId }, { signal }) {
      yield* runner.follow(await shellOf(hostId), operationId, signal);
    },
    resume: (input, { signal }) => goOn('resume', input, signal),
    undo: (input, { signal }) => goOn('undo', input, signal),
    async cancel({ hostId, operationId }) {
      await runner.cancel(await shellOf(hostId), operationId);
      return null;
    },
  };
}
