import type { AppApi } from '#contract/api.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildFixPlan } from '#domain/path/build-fix-plan.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { getHostEpochMs } from '#domain/removals/list-removals.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { MachineServiceOptions } from '../machines/machine-service-options.ts';
import { HostError } from '../ports/host-error.ts';

type FixInput = Parameters<AppApi['path']['reviewFix']>[0];

/** A diagnosis with what it was made of. */
export interface Diagnosed {
  readonly host: Host;
  readonly facts: HostFacts;
  readonly chains: readonly DiagnosedChain[];
}

export interface FixOptions extends Pick<MachineServiceOptions, 'connections' | 'readings' | 'runner' | 'environment'> {
  readonly diagnose: (input: Omit<FixInput, 'causeId'>, signal: AbortSignal) => Promise<Diagnosed>;
}

/** Mends what a diagnosis has found. The path is looked at again first, so nothing is mended that is not broken. */
export function createFixes(options: FixOptions): Pick<AppApi['path'], 'reviewFix' | 'applyFix'> {
  const { runner, environment, diagnose } = options;
  const run = createRunPlan(options);

  async function plan({ causeId, ...input }: FixInput, signal: AbortSignal) {
    const { host, facts, chains } = await diagnose(input, signal);
    const fix = buildFixPlan({ machine: input.machine, causeId, chains, nowEpochMs: getHostEpochMs(facts) });
    return { host, ...fix };
  }

  return {
    async reviewFix(input, { signal }) {
      const { plan: planned, refusal, warnings } = await plan(input, signal);
      return { plan: planned, refusal, warnings, script: refusal === null ? await runner.toScript(planned) : '' };
    },

    async *applyFix(input, { signal }) {
      const { host, plan: planned, refusal } = await plan(input, signal);
      if (refusal !== null) {
        throw new HostError('conflict', refusal, { hint: 'Nothing was changed on the host.' });
      }
      yield* run(host, planned, buildOperationId(environment.now(), environment.randomBytes(4)), signal);
    },
  };
}
