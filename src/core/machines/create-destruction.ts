import type { AppApi } from '#contract/api.ts';
import { buildDestroyPlan, type DestroyPlan } from '#domain/machines/build-destroy-plan.ts';
import type { DestroyWish } from '#domain/machines/destroy-wish.ts';
import type { Machine } from '#domain/machines/machine.ts';
import { createReviewedOperations } from '../create-reviewed-operations.ts';
import { HostError } from '../ports/host-error.ts';
import { createRunPlan } from './create-run-plan.ts';
import type { MachineServiceOptions } from './machine-service-options.ts';

interface DestroyInput extends DestroyWish {
  readonly hostId: string;
  readonly machine: string;
}

/** The end of a machine: reviewed, typed, done; and taken back by undoing the operation as long as its time lasts. */
export function createDestruction(options: MachineServiceOptions): Pick<AppApi['machines'], 'reviewDestroy' | 'destroy'> {
  const { hosts, readings, runner, environment } = options;
  const operations = createReviewedOperations(environment);
  const run = createRunPlan(options);

  async function planDestroy({ hostId, machine: name, ...wish }: DestroyInput) {
    const host = await hosts.find(hostId);
    const { machine, reading } = await readings.findMachine(host, name, { maxAgeMs: 0 });
    const operationId = operations.of({ hostId, name, ...wish });
    const { facts } = reading;
    const destroy = buildDestroyPlan({ machine, facts, wish, operationId, destroyedBy: environment.person });
    return { host, machine, destroy, operationId };
  }

  return {
    async reviewDestroy(input) {
      const { machine, destroy } = await planDestroy(input);
      return { ...destroy, machine, script: destroy.refusal === null ? await runner.toScript(destroy.plan) : '' };
    },

    async *destroy({ typedName, ...input }, { signal }) {
      const { host, machine, destroy, operationId } = await planDestroy(input);
      refuse(destroy, machine, typedName);
      const { hostId, machine: name, ...wish } = input;
      operations.spend({ hostId, name, ...wish });
      yield* run(host, destroy.plan, operationId, signal);
    },
  };
}

function refuse({ refusal, volumes, isForeign }: DestroyPlan, machine: Machine, typedName: string): void {
  if (refusal !== null) {
    throw new HostError('conflict', refusal, { hint: 'Nothing was changed on the host.' });
  }
  if (typedName === machine.name) {
    return;
  }
  const hint = `Type ${machine.name}, or keep its volumes. Nothing was changed on the host.`;
  if (isForeign) {
    throw new HostError('conflict', `Nutshell did not launch ${machine.name}, so its name must be typed.`, { hint });
  }
  const removed = volumes.filter(({ isRemoved }) => isRemoved).map(({ path }) => path);
  if (removed.length > 0) {
    throw new HostError('conflict', `Removing ${removed.join(', ')} loses what is on it, so the machine's name must be typed.`, {
      hint,
    });
  }
}
