import { buildInside } from './build-guest-hops.ts';
import type { InsideChain } from './build-inside-chains.ts';
import { toInstanceFacts } from './build-nested-hop.ts';
import type { Hop, HopJoin } from './chain.ts';
import type { OutsideInstance } from './find-outside-instances.ts';

/** The inner half where nobody looked in: one for each instance that could be concluded, else one with places only. */
export function buildOutsideChains(guest: Hop, instances: readonly OutsideInstance[]): readonly InsideChain[] {
  return instances.length === 0 ? [buildDark(guest)] : instances.map((instance) => buildToInferred(guest, instance));
}

function buildDark(guest: Hop): InsideChain {
  return { guest, ...buildInside(guest), nat: [], instance: null };
}

function buildToInferred(guest: Hop, instance: OutsideInstance): InsideChain {
  const dark = buildInside(guest);
  const { name, mac, privateAddress, publicAddresses } = instance;
  return {
    guest,
    hops: dark.hops.map((hop) => (hop.place === 'nested' ? infer(hop, instance) : hop)),
    joins: dark.joins.map((join): HopJoin => ({ ...join, reason: 'Somewhere in the machine; nobody has looked inside yet' })),
    nat: [],
    instance: { name, mac, privateAddress, publicAddresses },
  };
}

function infer(hop: Hop, instance: OutsideInstance): Hop {
  const { mac, privateAddress, publicAddresses, reason, evidence } = instance;
  const addresses = privateAddress === null ? publicAddresses : [privateAddress];
  return {
    ...hop,
    ...{ state: 'inferred', mac, reason, evidence },
    addresses: addresses.map((address) => ({ family: 'inet', address, prefixLength: 32, scope: 'neighbour' })),
    facts: toInstanceFacts(instance),
  };
}
