import { known } from '#domain/fact.ts';
import type { Fact } from '#domain/fact.ts';
import type { DeviceAddress, Link } from '#domain/hosts/network-facts.ts';

/** Links with the addresses that another command showed. */
export function joinAddresses(links: Fact<readonly Link[]>, addresses: Fact<readonly DeviceAddress[]>): Fact<readonly Link[]> {
  if (links.kind === 'unavailable' || addresses.kind === 'unavailable') {
    return links;
  }
  const joined = links.value.map((link) => ({
    ...link,
    addresses: addresses.value
      .filter(({ device }) => device === link.name)
      .map(({ family, address, prefixLength, scope }) => ({ family, address, prefixLength, scope })),
  }));
  return known(joined, links.command);
}
