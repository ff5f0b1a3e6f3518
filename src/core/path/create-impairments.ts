import type { AppApi } from '#contract/api.ts';
import { buildOperationId } from '#domain/activity/build-operation-id.ts';
import { buildImpairPlan } from '#domain/path/impair/build-impair-plan.ts';
import type { HostService } from '../hosts/create-host-service.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import type { MachineServiceOptions } from '../machines/machine-service-options.ts';
import { HostError } from '../ports/host-error.ts';

type ImpairInput = Parameters<AppApi['path']['reviewImpairment']>[0];

export interface ImpairOptions extends Pick<MachineServiceOptions, 'connections' | 'readings' | 'runner' | 'environment'> {
  readonly hosts: HostService;
}

/** Breaks paths on purpose, to see what a cloud does. */
export function createImpairments(options: ImpairOptions): Pick<AppApi['path'], 'reviewImpairment' | 'impair'> {
  const { hosts, readings, runner, environment } = options;
  const run = createRunPlan(options);

  async function plan({ hostId, machine: name, nicMac, impairment, seconds }: ImpairInput) {
    const host = await hosts.find(hostId);
    const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
    return { host, ...buildImpairPlan({ machine, nicMac, impairment, seconds, facts: reading.facts }) };
  }

  return {
    async reviewImpairment(input) {
      const { plan: planned, refusal, warnings } = await plan(input);
      return { plan: planned, refusal, warnings, script: refusal === null ? await runner.toScript(planned) : '' };
    },

    async *impair(input, { signal }) {
      const { host, plan: planned, refusal } = await plan(input);
      if (refusal !== null) {
        throw new HostError('conflict', refusal, { hint: 'Nothing was changed on the host.' });
      }
      yield* run(host, planned, buildOperationId(environment.now(), environment.randomBytes(4)), signal);
    },
  };
}
