import { hostPaths, type HostPaths } from '../machines/machine-paths.ts';

export interface CloudPaths {
  /** Where all clouds of a host are written down. */
  readonly clouds: string;
  readonly folder: string;
  /** The cloud file of what was launched. */
  readonly file: string;
}

const plainName = /^[a-z0-9][a-z0-9-]{0,47}$/;

/** Throws at what cannot be the name of a cloud. */
export function getCloudPaths(name: string, { stateDirectory }: HostPaths = hostPaths): CloudPaths {
  if (!plainName.test(name)) {
    throw new RangeError(`${JSON.stringify(name)} cannot be the name of a cloud`);
  }
  const clouds = `${stateDirectory}/clouds`;
  return { clouds, folder: `${clouds}/${name}`, file: `${clouds}/${name}/cloud.yaml` };
}
