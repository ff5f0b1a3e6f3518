import { openPracticeHost, type TestHost } from './practice-host.ts';
import { buildOperation, type Operation } from '#domain/activity/build-operation.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { DestroyWish } from '#domain/machines/destroy-wish.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';

const resources = createResources('resources');
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

export type HostStory = Awaited<ReturnType<typeof openHostStory>>;

/** A practice host and, in few words, what a story on it does: launch, read, run a plan, take it back, look. */
export async function openHostStory() {
  const host: TestHost = await openPracticeHost();
  const link = await host.connect();
  const runner = createOperationRunner({ resources });
  const newId = () => buildOperationId(Date.now(), randomBytes(4));

  const read = (): Promise<HostFacts> =>
    createHostReader({ resources, now: Date.now, randomBytes }).read(link.shell, link.privilege);
  const run = (plan: Plan, operationId = newId()) =>
    follow(runner.start(link.shell, { operationId, plan, startedBy: 'test@laptop' }));

  async function find(name: string): Promise<{ facts: HostFacts; machine: Machine | undefined }> {
    const facts = await read();
    return { facts, machine: buildMachines(facts).find((candidate) => candidate.name === name) };
  }

  return {
    host,
    type: (command: string) => host.type(command),
    newId,
    read,
    run,
    find,
    continue: (operationId: string, way: OperationWay) =>
      follow(runner.continue(link.shell, { operationId, way, by: 'test@laptop' })),
    /** Small, and without an ISO: it runs, and writes nothing to its disk by itself. */
    async launch(name: string, more: Partial<MachineDraft> = {}): Promise<Machine> {
      const facts = await read();
      const machines = buildMachines(facts);
      const proposed = proposeDraft({ facts, machines, role: 'ciab', name, randomBytes });
      const draft: MachineDraft = {
        ...proposed,
        memoryMiB: 64,
        vcpus: 1,
        disk: { kind: 'lvm', group: 'vg01', name, sizeGiB: 0.25 },
        ...more,
      };
      const operationId = newId();
      const identity = { operationId, uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'test@laptop' };
      const operation = await run(buildLaunchPlan({ draft, facts, identity }), operationId);
      const { machine } = await find(name);
      if (!machine) throw new Error(operation.sentence);
      return machine;
    },
    async destroy(name: string, wish: Partial<DestroyWish> = {}) {
      const { facts, machine } = await find(name);
      if (!machine) throw new Error(`There is no machine ${name}`);
      const operationId = newId();
      const full: DestroyWish = { keepVolumes: [], graceMinutes: 10, isForeignMeant: false, ...wish };
      const destroy = buildDestroyPlan({ machine, facts, wish: full, operationId, destroyedBy: 'test@laptop' });
      return { destroy, operationId, operation: await run(destroy.plan, operationId) };
    },
    /** What QEMU itself says: running, paused … */
    async statusOf(name: string): Promise<string> {
      const control = `/run/nutshell/machines/${name}/control`;
      const script = await resources.read('host/control-machine.sh');
      const command = {
        kind: 'script',
        name: 'control-machine.sh',
        text: script,
        args: [control, '{"execute":"query-status"}', '20'],
      } as const;
      const { stdout } = await link.shell.run({ purpose: 'Ask QEMU', command, asRoot: true });
      return /"status": "([^"]*)"/.exec(stdout)?.[1] ?? stdout;
    },
    /** Fills the first MiB of a disk with a word over and over, as a guest would. */
    write: (path: string, word: string) =>
      host.type(`yes '${word}' | head -c 1048576 | dd of='${path}' bs=1M conv=notrunc,fsync oflag=direct 2>/dev/null`),
    /** The first word that is on a disk now. */
    readWord: (path: string) => host.type(`dd if='${path}' bs=4096 count=1 iflag=direct 2>/dev/null | head -n 1`),
    close: () => host.close(),
  };
}

async function follow(events: AsyncIterable<OperationEvent>): Promise<Operation> {
  const all: OperationEvent[] = [];
  for await (const event of events) all.push(event);
  const operation = buildOperation(all);
  if (!operation) throw new Error('The journal is empty');
  return operation;
}
