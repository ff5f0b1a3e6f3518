import { hostPaths, type HostPaths } from '../../machines/machine-paths.ts';

export interface ClaimPaths {
  /** Where all claims of a host are. */
  readonly claims: string;
  readonly folder: string;
  readonly claim: string;
}

const plainName = /^[a-z0-9][a-z0-9_-]{0,47}$/;

/** Throws at what cannot be the name of a cloud. */
export function getClaimPaths(cloud: string, { stateDirectory }: HostPaths = hostPaths): ClaimPaths {
  if (!plainName.test(cloud)) {
    throw new RangeError(`${JSON.stringify(cloud)} cannot be the name of a cloud`);
  }
  const claims = `${stateDirectory}/addresses`;
  return { claims, folder: `${claims}/${cloud}`, claim: `${claims}/${cloud}/claim.json` };
}
