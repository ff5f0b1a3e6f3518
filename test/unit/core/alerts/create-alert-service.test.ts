import { describe, expect, it } from 'vitest';
import type { AppApi } from '#contract/api.ts';
import type { CloudProgress } from '#contract/clouds.ts';
import { createAlertService, type AlertServiceOptions } from '#core/alerts/create-alert-service.ts';
import type { OperationEvent, OperationOutcome } from '#domain/activity/operation.ts';
import type { OperationSummary } from '#domain/activity/operation-summary.ts';
import type { Alert } from '#domain/alerts/alert.ts';
import type { InstallStage } from '#domain/clouds/timeline/install-timeline.ts';
import { HostError } from '#core/ports/host-error.ts';

const step = (stepId: string): OperationEvent => {
  return { kind: 'step', stepId, state: 'running', atEpochMs: 0, exitCode: null, stderr: null };
};
const begun = (...ids: readonly string[]): OperationEvent => ({
  kind: 'started',
  operationId: 'op-1',
  title: 'Launch cloud blue',
  subject: 'blue',
  target: { kind: 'cloud', name: 'blue' },
  undoableUntilEpochMs: null,
  steps: ids.map((id) => ({
    ...{ id, title: id, command: '', isGuard: false, isCancellable: false, check: null, undo: null },
    onInterruption: 'undo-first' as const,
  })),
  startedBy: 'ada@laptop',
  atEpochMs: 0,
});
const ended = (outcome: OperationOutcome): OperationEvent => ({ kind: 'finished', outcome, atEpochMs: 1 });
const progressAt = (stage: InstallStage, hostEpochMs = 0): CloudProgress => ({
  hostEpochMs,
  machines: [
    {
      ...{ name: 'blue', role: 'ciab' },
      timeline: {
        phases: [{ stage, title: 'It asks', beganEpochMs: 1, endedEpochMs: null }],
        lastSignEpochMs: 1,
        lastLine: null,
      },
      stall: stage === 'needs-person' ? { kind: 'needs-person', sinceEpochMs: 1, sentence: 'It asks.' } : { kind: 'going' },
    },
  ],
});

interface World {
  readonly events: readonly OperationEvent[];
  readonly looks?: readonly CloudProgress[];
  readonly listOperations?: AlertServiceOptions['listOperations'];
}

/** One connected host on which one operation runs; what somebody hears who listens until nothing more comes. */
async function hear({ events, looks = [], listOperations }: World): Promise<readonly Alert[]> {
  const running = { operationId: 'op-1', state: 'running', target: { kind: 'cloud', name: 'blue' } } as OperationSummary;
  const { api } = createAlertService({
    watchHosts: async function* () {
      yield [{ host: { id: 'lab-1' }, connection: { kind: 'connected' } }] as never;
    },
    listOperations: listOperations ?? (async () => [running]),
    followOperation: async function* () {
      yield* events;
    },
    progress: async function* () {
      yield* looks;
    },
    environment: { now: () => 7 },
  });
  const controller = new AbortController();
  const heard: Alert[] = [];
  setTimeout(() => controller.abort(), 100);
  for await (const alert of api.watch({}, { signal: controller.signal })) heard.push(alert);
  return heard;
}
const kindsOf = async (world: World) => (await hear(world)).map(({ kind }) => kind);

describe('what is heard of installs', () => {
  const install = [begun('write-cloud', 'start-installer@blue'), step('start-installer@blue')];

  it('is what its machines need meanwhile, and that it is done once all of them are ready', async () => {
    const looks = [progressAt('packages'), progressAt('needs-person'), progressAt('ready')];
    expect(await kindsOf({ events: [...install, ended({ kind: 'succeeded' })], looks })).toEqual(['needs-person', 'done']);
  });

  it('is that it failed, and not that it is done, where the host says so', async () => {
    const failed = { kind: 'failed', stepId: 'x', message: 'Full.', hint: null, leftovers: [] } as const;
    expect(await kindsOf({ events: [...install, ended(failed)], looks: [progressAt('packages')] })).toEqual(['failed']);
  });

  it('is not that it is done while somebody still installs by hand, however long the operation is over', async () => {
    const byHand = [begun('start-qemu@blue'), step('start-qemu@blue'), ended({ kind: 'succeeded' })];
    expect(await kindsOf({ events: byHand, looks: [progressAt('needs-person')] })).toEqual(['needs-person']);
    expect(await kindsOf({ events: byHand, looks: [progressAt('needs-person'), progressAt('ready')] })).toEqual([
      'needs-person',
      'done',
    ]);
  });

  it('is nothing of an operation that installs nothing, and of a host that cannot be asked', async () => {
    const change = [begun('write-definition@blue'), ended({ kind: 'succeeded' })];
    expect(await kindsOf({ events: change, looks: [progressAt('ready')] })).toEqual([]);
    const listOperations = () => Promise.reject(new HostError('link-lost', 'Gone.'));
    expect(await kindsOf({ events: [], listOperations })).toEqual([]);
  });
});

describe('who is listening', () => {
  it('hears of what is begun here from its first moment, once', async () => {
    const events = [begun('start-installer@blue'), step('start-installer@blue'), ended({ kind: 'succeeded' })];
    const service = createAlertService({
      watchHosts: async function* () {
        yield* [];
      },
      listOperations: async () => [],
      followOperation: async function* () {
        yield* events;
      },
      progress: async function* () {
        yield progressAt('ready');
      },
      environment: { now: () => 7 },
    });
    const up = async function* () {
      yield* events;
    };
    const clouds = service.observe({ up } as unknown as AppApi['clouds']);
    const controller = new AbortController();
    const context = { signal: controller.signal };
    const listened = (async () => {
      const ids = [];
      for await (const { id } of service.api.watch({}, context)) ids.push(id);
      return ids;
    })();
    for await (const event of clouds.up({ hostId: 'lab-1' } as never, context)) expect(events).toContain(event);
    await service.api.try({}, context);
    setTimeout(() => controller.abort(), 50);
    expect((await listened).toSorted()).toEqual(['op-1 done', 'trial-7']);
  });
});
