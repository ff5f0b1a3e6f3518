import type { AppApi } from '#contract/api.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { buildCloudDownPlan, type CloudDownPlan } from '#domain/clouds/plan/build-cloud-down-plan.ts';
import type { RemovalWish } from '#domain/machines/destroy-wish.ts';
import { createReviewedOperations } from '../create-reviewed-operations.ts';
import { createRunPlan } from '../machines/create-run-plan.ts';
import { HostError } from '../ports/host-error.ts';
import type { CloudServiceOptions } from './cloud-service-options.ts';
import { findCloud } from './find-cloud.ts';
import { requireTypedName } from './require-typed-name.ts';

interface DownInput extends RemovalWish {
  readonly hostId: string;
  readonly cloud: string;
}

/** The end of a cloud: reviewed, typed, done; and taken back by undoing the operation as long as its time lasts. */
export function createCloudDown(options: CloudServiceOptions): Pick<AppApi['clouds'], 'reviewDown' | 'down'> {
  const { hosts, readings, runner, environment } = options;
  const operations = createReviewedOperations(environment);
  const run = createRunPlan(options);

  async function planDown({ hostId, cloud: name, keepVolumes, graceMinutes }: DownInput) {
    const host = await hosts.find(hostId);
    const reading = await readings.readFresh(host);
    const found = findCloud(listClouds(reading), name);
    if (found.kind === 'broken') {
      throw new HostError(
        'unexpected-output',
        `What is written on the host about cloud ${name} cannot be read (${found.path}).`,
        {
          hint: 'Which machines it has is not known. Destroy them one by one, and remove that file by hand.',
          raw: found.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`).join('\n'),
        },
      );
    }
    const input = { hostId, cloud: name, keepVolumes, graceMinutes };
    const operationId = operations.of(input);
    const machines = found.machines.flatMap(({ machine }) => (machine === null ? [] : [machine]));
    const down = buildCloudDownPlan({
      ...{ cloud: name, machines, facts: reading.facts, claim: found.claim, operationId },
      wish: { keepVolumes, graceMinutes, isForeignMeant: false },
      hasRecord: true,
      person: environment.person,
    });
    return { host, machines, down, operationId, input };
  }

  return {
    async reviewDown(asked) {
      const { machines, down, input } = await planDown(asked);
      const script = down.refusals.length === 0 ? await runner.toScript(down.plan) : '';
      return { ...down, cloud: input.cloud, machines: machines.map(({ name }) => name), script };
    },

    async *down({ typedName, ...asked }, { signal }) {
      const { host, down, operationId, input } = await planDown(asked);
      refuse(down);
      requireTypedName(down.volumes, input.cloud, typedName);
      operations.spend(input);
      yield* run(host, down.plan, operationId, signal);
    },
  };
}

function refuse({ refusals }: CloudDownPlan): void {
  if (refusals.length > 0) {
    throw new HostError('conflict', refusals.join(' '), { hint: 'Nothing was changed on the host.' });
  }
}
