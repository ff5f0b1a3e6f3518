import type { HostShell } from '#core/ports/host-shell.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import { buildOperation } from '#domain/activity/build-operation.ts';
import type { OperationEvent, OperationWay } from '#domain/activity/operation.ts';
import { buildDestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import { buildLaunchPlan } from '#domain/machines/build-launch-plan.ts';
import { buildMachines } from '#domain/machines/build-machines.ts';
import type { MachineDraft } from '#domain/machines/machine-definition.ts';
import { proposeDraft } from '#domain/machines/propose-draft.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Machine } from '#domain/machines/machine.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createHostReader } from '#host/facts/create-host-reader.ts';
import { createOperationRunner } from '#host/operations/create-operation-runner.ts';
import { createResources } from '#local/create-resources.ts';
import type { TestHost } from '#support/practice-host.ts';
import { toWish } from './machine-names.ts';

const resources = createResources('resources');
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

export const runner = createOperationRunner({ resources });

/** Why it ended, in a sentence, as the person would be told; a line that was lost is told as a fault. */
export type Told = { readonly kind: 'ended'; readonly sentence: string } | { readonly kind: 'lost'; readonly sentence: string };

/** Starts operations without an app around them: over an ssh connection each, from a plan that needs no reading of its own. */
export interface Starter {
  launch(name: string, more?: Partial<MachineDraft>): Promise<Told>;
  destroy(name: string, keepVolumes: boolean): Promise<Told>;
  /** What a plan says that is made of the host as it is now. */
  runNow(build: (facts: HostFacts, operationId: string) => Plan): Promise<Told>;
  /** Has an operation that does not run go on, or takes it back. */
  continue(operationId: string, way: OperationWay): Promise<Told>;
}

export async function createStarter(host: TestHost): Promise<Starter> {
  const reader = createHostReader({ resources, now: Date.now, randomBytes });
  const first = await host.link();
  const facts = await reader.read(first.shell, first.privilege);
  const proposed = proposeDraft({ facts, machines: [], role: 'ciab', name: null, randomBytes });

  async function listen(begin: (shell: HostShell) => AsyncIterable<OperationEvent>): Promise<Told> {
    const { shell } = await host.connect();
    const events: OperationEvent[] = [];
    try {
      for await (const event of begin(shell)) {
        events.push(event);
      }
    } catch (error) {
      return { kind: 'lost', sentence: error instanceof Error ? error.message : String(error) };
    }
    return { kind: 'ended', sentence: buildOperation(events)?.sentence ?? '' };
  }

  const run = (plan: Plan, operationId: string) =>
    listen((shell) => runner.start(shell, { operationId, plan, startedBy: 'test@laptop' }));
  const newId = () => buildOperationId(Date.now(), randomBytes(4));

  async function runNow(build: (facts: HostFacts, operationId: string) => Plan): Promise<Told> {
    const link = await host.link();
    const operationId = newId();
    return await run(build(await reader.read(link.shell, link.privilege), operationId), operationId);
  }

  return {
    runNow,
    continue: (operationId, way) => listen((shell) => runner.continue(shell, { operationId, way, by: 'other@laptop' })),
    launch(name, more = {}) {
      const operationId = newId();
      const identity = { operationId, uuid: crypto.randomUUID(), createdEpochMs: Date.now(), createdBy: 'test@laptop' };
      const draft: MachineDraft = {
        ...proposed,
        name,
        memoryMiB: 64,
        vcpus: 1,
        isoPath: null,
        addresses: null,
        mac: `52:54:00:${[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`,
        disk: { kind: 'lvm', group: 'vg01', name, sizeGiB: 0.125 },
        ...more,
      };
      return run(buildLaunchPlan({ draft, facts, identity }), operationId);
    },
    destroy: (name, keepVolumes) =>
      runNow((facts, operationId) => {
        const machine = findMachine(facts, name);
        return buildDestroyPlan({ machine, facts, wish: toWish(keepVolumes), operationId, destroyedBy: 'test@laptop' }).plan;
      }),
  };
}

export function findMachine(facts: HostFacts, name: string): Machine {
  const machine = buildMachines(facts).find((one) => one.name === name);
  if (!machine) {
    throw new Error(`There is no machine ${name}`);
  }
  return machine;
}
