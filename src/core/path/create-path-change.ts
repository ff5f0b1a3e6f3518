import type { PathReview } from '#contract/path.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { OperationEvent } from '#domain/activity/operation.ts';
import type { Host } from '#domain/hosts/host.ts';
import type { Plan } from '#domain/plans/plan.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { MachineServiceOptions } from '../machines/machine-service-options.ts';
import { HostError } from '../ports/host-error.ts';

export type PathChangeOptions = Pick<MachineServiceOptions, 'connections' | 'readings' | 'runner' | 'environment'>;

export interface PlannedPathChange {
  readonly host: Host;
  readonly plan: Plan;
  readonly refusal: string | null;
  readonly warnings: readonly string[];
}

type Context = { readonly signal: AbortSignal };

export interface PathChange<Input> {
  readonly review: (input: Input, context: Context) => Promise<PathReview>;
  readonly apply: (input: Input, context: Context) => AsyncIterable<OperationEvent>;
}

/** A change of a path that is planned anew from the host as it is, both to be looked at and to be done. */
export function createPathChange<Input>(
  options: PathChangeOptions,
  makePlan: (input: Input, signal: AbortSignal) => Promise<PlannedPathChange>,
): PathChange<Input> {
  const { runner, environment } = options;
  const run = createRunPlan(options);
  return {
    async review(input, { signal }) {
      const { plan, refusal, warnings } = await makePlan(input, signal);
      return { plan, refusal, warnings, script: refusal === null ? await runner.toScript(plan) : '' };
    },

    async *apply(input, { signal }) {
      const { host, plan, refusal } = await makePlan(input, signal);
      if (refusal !== null) {
        throw new HostError('conflict', refusal, { hint: 'Nothing was changed on the host.' });
      }
      yield* run(host, plan, buildOperationId(environment.now(), environment.randomBytes(4)), signal);
    },
  };
}
