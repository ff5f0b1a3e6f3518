import type { AppApi } from '#contract/api.ts';
import type { HostFacts } from '#domain/hosts/host-facts.ts';
import type { Host } from '#domain/hosts/host.ts';
import { buildFixPlan } from '#domain/path/build-fix-plan.ts';
import type { DiagnosedChain } from '#domain/path/diagnose-machine.ts';
import { getHostEpochMs } from '#domain/removals/list-removals.ts';
import { createPathChange, type PathChangeOptions } from './create-path-change.ts';

type FixInput = Parameters<AppApi['path']['reviewFix']>[0];

/** A diagnosis with what it was made of. */
export interface Diagnosed {
  readonly host: Host;
  readonly facts: HostFacts;
  readonly chains: readonly DiagnosedChain[];
}

export interface FixOptions extends PathChangeOptions {
  readonly diagnose: (input: Omit<FixInput, 'causeId'>, signal: AbortSignal) => Promise<Diagnosed>;
}

/** Mends what a diagnosis has found. The path is looked at again first, so nothing is mended that is not broken. */
export function createFixes(options: FixOptions): Pick<AppApi['path'], 'reviewFix' | 'applyFix'> {
  const change = createPathChange<FixInput>(options, async ({ causeId, ...input }, signal) => {
    const { host, facts, chains } = await options.diagnose(input, signal);
    const fix = buildFixPlan({ machine: input.machine, causeId, chains, nowEpochMs: getHostEpochMs(facts) });
    return { host, ...fix };
  });
  return { reviewFix: change.review, applyFix: change.apply };
}
