import type { AppApi } from '#contract/api.ts';
import type { CloudProgress } from '#contract/clouds.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { buildProgress } from '#domain/clouds/timeline/build-progress.ts';
import type { Host } from '#domain/hosts/host.ts';
import { HostError } from '../ports/host-error.ts';
import type { CloudServiceOptions } from './cloud-service-options.ts';
import { findCloud } from './find-cloud.ts';

/** A practice host is itself emulated; its machines were measured to need about five times as long. */
const practiceSlowness = 5;

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
    const looks = watchInstalls(
      connections.shellOf(host),
      machines.map((machine) => machine.name),
      signal,
    );
    for await (const { hostEpochMs, records } of looks) {
      const clock = { nowEpochMs: hostEpochMs, slowness: getSlowness(host) };
      const news = machines.map((machine) => buildProgress(recipe, machine, records.get(machine.name) ?? nothing, clock));
      const seen = JSON.stringify(news);
      if (seen !== told) {
        told = seen;
        yield { hostEpochMs, machines: news } satisfies CloudProgress;
      }
    }
  };
}

const nothing = { notes: [], events: [], lines: [] };

function getSlowness({ origin }: Host): number {
  return origin === 'practice' ? practiceSlowness : 1;
}
