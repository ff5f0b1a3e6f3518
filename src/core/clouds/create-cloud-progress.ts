import type { AppApi } from '#contract/api.ts';
import type { CloudProgress } from '#contract/clouds.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { HostError } from '../ports/host-error.ts';
import type { CloudServiceOptions } from './cloud-service-options.ts';
import { findCloud } from './find-cloud.ts';
import { lookAtInstalls } from './look-at-installs.ts';

/** Follows the installs of a cloud. Whoever comes late, or comes back, sees them from their beginning: the host has kept it. */
export function createCloudProgress(options: CloudServiceOptions): AppApi['clouds']['progress'] {
  const { hosts, connections, readings, recipes, watchInstalls } = options;

  return async function* progress({ hostId, cloud: name }, { signal }) {
    const host = await hosts.find(hostId);
    const found = findCloud(listClouds(await readings.readFresh(host)), name);
    if (found.kind === 'broken') {
      throw new HostError('unexpected-output', `What is written on the host about cloud ${name} cannot be read (${found.path}).`);
    }
    const { cloud, machines } = found;
    const recipe = await recipes.findRecipe(cloud.recipe);
    let told = '';
    const shell = connections.shellOf(host);
    for await (const look of lookAtInstalls(watchInstalls, { host, shell, recipe, machines, signal })) {
      const seen = JSON.stringify(look.machines);
      if (seen !== told) {
        told = seen;
        yield look satisfies CloudProgress;
      }
    }
  };
}
