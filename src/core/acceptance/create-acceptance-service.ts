import type { AppApi } from '#contract/api.ts';
import { createItemQueue } from '#contract/item-queue.ts';
import type { AcceptanceEvent } from '#domain/acceptance/acceptance-step.ts';
import { HostError } from '../ports/host-error.ts';
import type { AcceptanceTools } from './acceptance-tools.ts';
import { cleanUp } from './clean-up.ts';
import { createCloudActs } from './create-cloud-acts.ts';
import { createInstanceActs } from './create-instance-acts.ts';
import { createExplainer } from './explain-failure.ts';
import { runSteps, type StepRun } from './run-steps.ts';
import { traceInstance } from './trace-instance.ts';
import type { StepActs, Trial } from './trial.ts';

type VerifyInput = Parameters<AppApi['acceptance']['verify']>[0];

/** Tries an installed cloud from its services to SSH into an instance of it. One test of a cloud at a time. */
export function createAcceptanceService(tools: AcceptanceTools): AppApi['acceptance'] {
  const running = new Map<string, AbortController>();
  const { now, randomBytes } = tools.environment;
  const acts: StepActs = {
    ...createCloudActs(tools),
    ...createInstanceActs(tools),
    trace: (trial, context) => traceInstance(tools, trial, context),
    'clean-up': cleanUp,
  };
  const explain = createExplainer(tools);

  async function begin({ hostId, cloud, ...wish }: VerifyInput): Promise<Trial> {
    const place = await tools.ways.find(hostId, cloud);
    const mark = [...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const made = { client: null, key: null, group: null, opened: [], instance: null, forget: [] };
    return { ...place, wish, keyName: `nutshell-verify-${mark}`, made };
  }

  async function run(order: Pick<StepRun, 'trial' | 'signal' | 'tell'>): Promise<void> {
    const beganAtEpochMs = now();
    const done = await runSteps({ ...order, acts, explain, now });
    const { cloud, host, recipe } = order.trial;
    const facts = { cloud: cloud.name, host: host.name, recipe: recipe.id, beganAtEpochMs, durationMs: now() - beganAtEpochMs };
    order.tell({ kind: 'finished', report: { ...facts, ...done } });
  }

  return {
    async *verify(input, { signal }) {
      const key = `${input.hostId} ${input.cloud}`;
      if (running.has(key)) {
        throw new HostError('conflict', `${input.cloud} is being tested already.`, {
          hint: 'Wait until that is over, or stop it.',
        });
      }
      const controller = new AbortController();
      running.set(key, controller);
      // Who stops listening stops the test; what it made is taken away all the same.
      const stop = (): void => controller.abort();
      signal.addEventListener('abort', stop, { once: true });
      const queue = createItemQueue<AcceptanceEvent>();
      const work = begin(input).then((trial) => run({ trial, signal: controller.signal, tell: queue.push }));
      void work
        .then(queue.end, (error: unknown) => queue.fail(error instanceof Error ? error : new Error(String(error))))
        .finally(() => running.delete(key));
      for (let item = await queue.next(); item.done !== true; item = await queue.next()) {
        yield item.value;
      }
    },
    async stop({ hostId, cloud }) {
      running.get(`${hostId} ${cloud}`)?.abort();
      return Promise.resolve(null);
    },
  };
}
