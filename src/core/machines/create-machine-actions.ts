import type { AppApi } from '#contract/api.ts';
import { buildActionPlan } from '#domain/machines/lifecycle/build-action-plan.ts';
import type { MachineAction } from '#domain/machines/lifecycle/machine-action.ts';
import { HostError } from '../ports/host-error.ts';
import { refuseUnknown } from '../hosts/create-readings.ts';
import type { ReviewedIdentities } from './create-reviewed-identities.ts';
import type { RunPlan } from './create-run-plan.ts';
import type { MachineServiceOptions } from './machine-service-options.ts';

interface ActionInput {
  readonly hostId: string;
  readonly machine: string;
  readonly action: MachineAction;
}

type Options = Pick<MachineServiceOptions, 'hosts' | 'readings' | 'runner'> & {
  readonly identities: ReviewedIdentities;
  readonly run: RunPlan;
};

/** Everything that is done with a machine between its launch and its end. */
export function createMachineActions(options: Options): Pick<AppApi['machines'], 'reviewAction' | 'act'> {
  const { hosts, readings, runner, identities, run } = options;

  async function planAction({ hostId, machine: name, action }: ActionInput) {
    const host = await hosts.find(hostId);
    const { facts, machines } = await readings.readFresh(host);
    const machine = machines.find((candidate) => candidate.name === name) ?? refuseUnknown(host, name, machines);
    const identity = identities.of(hostId, { name, action });
    const { uuid, createdEpochMs: nowEpochMs, createdBy: person } = identity;
    return { host, machine, identity, ...buildActionPlan({ machine, action, facts, person, nowEpochMs, uuid }) };
  }

  return {
    async reviewAction(input) {
      const { plan, machine, refusal, warnings } = await planAction(input);
      return { plan, machine, refusal, warnings, script: refusal === null ? await runner.toScript(plan) : '' };
    },

    async *act(input, { signal }) {
      const { host, plan, refusal, identity } = await planAction(input);
      if (refusal !== null) {
        throw new HostError('conflict', refusal, { hint: 'Nothing was changed on the host.' });
      }
      identities.spend(input.hostId, { name: input.machine, action: input.action });
      yield* run(host, plan, identity.operationId, signal);
    },
  };
}
