/** An instance as its cloud's own API tells of it. */
export interface ToldInstance {
  /** As the cloud calls it: i-1a2b3c4d. */
  readonly name: string;
  /** pending, running, … */
  readonly state: string;
  readonly privateAddress: string | null;
  readonly publicAddress: string | null;
}

export interface ToldInstances {
  readonly instances: readonly ToldInstance[];
  /** The cloud has one machine only: what the API tells of runs in it. */
  readonly isAllHere: boolean;
}

export const nothingTold: ToldInstances = { instances: [], isAllHere: false };

/** Where the API is asked; shown as the command that told. */
export const toldBy = 'EC2 DescribeInstances';

/** It takes part in the network, or will in a moment. */
export function isAlive({ state }: ToldInstance): boolean {
  return state === 'running' || state === 'pending';
}

/** Eucalyptus makes a MAC of an instance's number: i-1a2b3c4d has d0:0d:1a:2b:3c:4d. null: numbered by another cloud. */
export function toInstanceMac(name: string): string | null {
  const [, number] = /^i-([0-9a-f]{8})$/i.exec(name) ?? [];
  return number === undefined ? null : `d0:0d:${number.toLowerCase().replace(/..(?=.)/g, '$&:')}`;
}
