import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { AppApi } from '#contract/api.ts';
import { createClient } from '#contract/create-client.ts';
import { createTransportPair } from '#contract/transports/create-transport-pair.ts';
import { createActivityService } from '#core/activity/create-activity-service.ts';
import { createCommandLog } from '#core/activity/create-command-log.ts';
import { createDispatcher } from '#core/create-dispatcher.ts';
import type { Connections } from '#core/hosts/create-connections.ts';
import type { HostService } from '#core/hosts/create-host-service.ts';
import type { OperationRunner } from '#core/ports/host-adapters.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import { createFakeShell } from '#fakes/fake-host-link.ts';

const step: OperationEvent = { kind: 'output', stepId: 'one', text: 'hello' };

it('lets go of a silent journal as soon as its listener leaves', async () => {
  let heard: AbortSignal | undefined;
  const runner = {
    async *follow(_shell: unknown, _id: string, signal?: AbortSignal) {
      heard = signal;
      yield step;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    },
  } as unknown as OperationRunner;
  const activity = createActivityService({
    hosts: { find: async () => ({ id: 'alpha' }) } as unknown as HostService,
    connections: { shellOf: () => createFakeShell() } as unknown as Connections,
    readings: { readFresh: () => Promise.reject(new Error('not read')) },
    environment: { person: 'ada@laptop' },
    runner,
    commandLog: createCommandLog(() => 0),
  });
  const { near, far } = createTransportPair();
  createDispatcher({ activity } as AppApi, () => {})(far);
  const events = createClient(near).activity.follow({ hostId: 'alpha', operationId: 'op-1' })[Symbol.asyncIterator]();
  expect(await events.next()).toEqual({ done: false, value: step });
  await pause(20);
  expect(heard?.aborted).toBe(false);
  await events.return?.();
  await expect.poll(() => heard?.aborted).toBe(true);
});
