import type { Chain } from '#domain/path/chain.ts';

/** The chain in one sentence: the first thing that is wrong, else how far it was followed. */
export function summariseChain({ hops, joins }: Chain): string {
  const missing = hops.find(({ state }) => state === 'missing');
  if (missing !== undefined) {
    return `The path is broken at ${missing.name}. ${missing.reason ?? ''}`.trim();
  }
  const broken = joins.find(({ state }) => state === 'broken');
  if (broken !== undefined) {
    return `The path is broken between ${nameOf(hops, broken.fromHopId)} and ${nameOf(hops, broken.toHopId)}. ${broken.reason ?? ''}`.trim();
  }
  const dead = hops.find(({ state }) => state === 'down' || state === 'no-carrier');
  if (dead !== undefined) {
    return `${dead.name} ${dead.state === 'down' ? 'is down' : 'has no carrier'}: nothing passes it. ${dead.reason ?? ''}`.trim();
  }
  const last = [...hops].reverse().find(({ state }) => state === 'up');
  const isInside = hops.some(({ state }) => state === 'not-inspected');
  const seen = last === undefined ? 'No device was seen up.' : `Every device up to ${last.name} is up.`;
  return isInside ? `${seen} What is inside the machine was not inspected.` : seen;
}

function nameOf(hops: Chain['hops'], hopId: string): string {
  return hops.find(({ id }) => id === hopId)?.name ?? hopId;
}
