import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPracticeHost, type TestHost } from '#support/practice-host.ts';
import type { HostLink } from '#core/ports/host-connector.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';

const resources = createResources('resources');
const runner = createOperationRunner({ resources });
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** The host boots again, under emulation. */
const rebootLimitMs = 900_000;

let host: TestHost;
let link: HostLink;

beforeAll(async () => {
  host = await openPracticeHost();
  link = await host.connect();
});
afterAll(() => host.close());

const readMachines = async () => {
  const facts = await createHostReader({ resources, now: Date.now, randomBytes }).read(link.shell, link.privilege);
  return { facts, machines: buildMachines(facts) };
};

/** Launches a small machine and cuts the host's power as soon as this step is told to run. */
async function launchAndCutAt(stepId: string): Promise<string> {
  const { facts, machines } = await readMachines();
  const proposed = proposeDraft({ facts, machines, role: 'ciab', name: 'ciab', randomBytes });
  const disk = { kind: 'lvm', group: 'vg01', name: 'ciab', sizeGiB: 0.25 } as const;
  const draft = { ...proposed, disk, memoryMiB: 256, vcpus: 1 };
  const operationId = buildOperationId(Date.now(), randomBytes(4));
  const identity = { operationId, uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'test@laptop' };
  const plan = buildLaunchPlan({ draft, facts, identity });
  for await (const event of runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' })) {
    if (event.kind === 'step' && event.stepId === stepId) break;
  }
  await host.cutPower();
  link = await host.connect();
  return operationId;
}

async function toEnd(events: AsyncIterable<OperationEvent>): Promise<Operation> {
  const all: OperationEvent[] = [];
  for await (const event of events) all.push(event);
  const operation = buildOperation(all);
  if (!operation) throw new Error('The journal is empty');
  return operation;
}

const goOn = (operationId: string, way: OperationWay) =>
  toEnd(runner.continue(link.shell, { operationId, way, by: 'other@laptop' }));

/** Everything a launch could leave: volumes, processes, folders, taps; and the lock, if somebody had it. */
const traces = () =>
  host.type(
    [
      'lvs --noheadings -o lv_name vg01',
      'pgrep -l qemu-system',
      'find /var/lib/nutshell/machines /run/nutshell/machines -mindepth 1 2>/dev/null',
      'ip -o link | grep tap',
      'flock -n /var/lib/nutshell/lock true || echo locked',
    ].join('; '),
  );

describe('a launch whose host lost power', () => {
  it(
    'in the middle of making the volume, is found interrupted and resumed from another laptop',
    { timeout: rebootLimitMs },
    async () => {
      const operationId = await launchAndCutAt('create-volume');
      const [found] = await runner.list(link.shell, 'h');
      expect(found).toMatchObject({ operationId, state: 'interrupted', startedBy: 'test@laptop' });
      expect(found?.interruption).toMatchObject({ reason: 'The host was restarted.', isUndoing: false });

      const operation = await goOn(operationId, 'resume');
      expect(operation).toMatchObject({
        sentence: 'Launch ciab: done.',
        percent: 100,
        turns: [{ way: 'resume', by: 'other@laptop' }],
      });
      const { machines } = await readMachines();
      expect(machines.find(({ name }) => name === 'ciab')).toMatchObject({ owner: 'nutshell', state: { kind: 'running' } });
      expect(await host.type('lvs --noheadings -o lv_name,lv_tags vg01')).toContain(`nutshell.operation=${operationId}`);
      expect(await host.type('pgrep -c qemu-system')).toBe('1');
      expect(await traces()).not.toContain('locked');
      await expect(goOn(operationId, 'resume')).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  it('in the middle of starting QEMU, is undone without a trace', { timeout: rebootLimitMs }, async () => {
    await host.type(
      'pkill qemu-system; while pgrep qemu-system; do sleep 0.2; done; lvremove -f vg01/ciab; rm -rf /var/lib/nutshell/machines/ciab /run/nutshell/machines/ciab',
    );
    expect(await traces()).toBe('');
    const operationId = await launchAndCutAt('start-qemu');
    expect(await host.type('lvs --noheadings -o lv_name vg01')).toBe('ciab');

    const operation = await goOn(operationId, 'undo');
    expect(operation.outcome).toEqual({ kind: 'undone', leftovers: [] });
    expect(await traces()).toBe('');
    expect((await runner.list(link.shell, 'h'))[0]).toMatchObject({ operationId, state: 'undone' });
  });
});
