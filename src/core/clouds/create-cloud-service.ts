import type { AppApi } from '#contract/api.ts';
import { toWish } from '#domain/clouds/cloud-wish.ts';
import { listClouds } from '#domain/clouds/list-clouds.ts';
import { makePassword } from '#domain/clouds/make-password.ts';
import { writeCloudFile } from '#domain/clouds/write-cloud-file.ts';
import { describePlace } from '#domain/yaml/file-problem.ts';
import { HostError } from '../ports/host-error.ts';
import type { CloudServiceOptions } from './cloud-service-options.ts';
import { createCloudDown } from './create-cloud-down.ts';
import { createCloudLaunch } from './create-cloud-launch.ts';
import { createCloudProgress } from './create-cloud-progress.ts';
import { findCloud } from './find-cloud.ts';
import { readFoundClouds } from './read-found-clouds.ts';

/** Clouds as a whole. The host is the truth: what is there is read each time, and every change is one operation. */
export function createCloudService(options: CloudServiceOptions): AppApi['clouds'] {
  const { hosts, readings, environment } = options;

  async function list(hostId: string) {
    const reading = await readings.readFresh(await hosts.find(hostId));
    readFoundClouds(reading.facts);
    return listClouds(reading);
  }

  return {
    list: async ({ hostId }) => list(hostId),
    makePassword: () => Promise.resolve(makePassword(environment.randomBytes)),
    async export({ hostId, cloud: name }) {
      const found = findCloud(await list(hostId), name);
      if (found.kind === 'broken') {
        throw new HostError(
          'unexpected-output',
          `What is written on the host about cloud ${name} cannot be read (${found.path}).`,
          {
            hint: 'Look at that file on the host.',
            raw: found.problems.map(describePlace).join('\n'),
          },
        );
      }
      return { file: writeCloudFile(toWish(found.cloud)) };
    },
    progress: createCloudProgress(options),
    ...createCloudLaunch(options),
    ...createCloudDown(options),
  };
}
