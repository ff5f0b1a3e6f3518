import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Plan } from '#domain/plans/plan.ts';
import type { MachineServiceOptions } from './machine-service-options.ts';

export type RunPlan = (host: Host, plan: Plan, operationId: string, signal: AbortSignal) => AsyncIterable<OperationEvent>;

/** Hands a plan to the host and tells how it goes. */
export function createRunPlan({
  connections,
  readings,
  runner,
  environment,
}: Pick<MachineServiceOptions, 'connections' | 'readings' | 'runner' | 'environment'>): RunPlan {
  return async function* run(host, plan, operationId, signal) {
    try {
      yield* runner.start(connections.shellOf(host), { operationId, plan, startedBy: environment.person }, signal);
    } finally {
      // Whoever watches this host sees the change now, not at the next turn.
      void readings.readFresh(host).catch(() => undefined);
    }
  };
}
