import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import { findGateway, findNameserver } from '../machines/propose-addresses.ts';
import { networkOf, type AddressRange } from './address-range.ts';
import { parseIpv4, type Ipv4 } from './ipv4.ts';

/** The network that machines on a bridge are in: public addresses come from it, private subnets never do. */
export interface HostNetwork {
  readonly bridge: string;
  readonly hostAddress: Ipv4;
  readonly subnet: AddressRange;
  readonly prefixLength: number;
  readonly gateway: Ipv4 | null;
  readonly nameserver: Ipv4 | null;
}

export type FoundNetwork =
  { readonly kind: 'found'; readonly network: HostNetwork } | { readonly kind: 'none'; readonly reason: string };

/** The bridge that was asked for, else br0, else the first that has an IPv4 address. */
export function findNetwork(facts: HostFacts, wanted: string | null = null): FoundNetwork {
  const { links } = facts.network;
  if (links.kind === 'unavailable') {
    return { kind: 'none', reason: `The bridges of this host could not be read: ${links.reason}.` };
  }
  const bridges = links.value.filter(({ kind, name }) => kind === 'bridge' && (wanted === null || name === wanted));
  const found = bridges
    .map(({ name }) => toNetwork(facts, name))
    .filter((network) => network !== null)
    .sort((one, other) => Number(other.bridge === 'br0') - Number(one.bridge === 'br0'))[0];
  return found ? { kind: 'found', network: found } : { kind: 'none', reason: explainNone(wanted, bridges.length) };
}

function explainNone(wanted: string | null, bridgeCount: number): string {
  if (bridgeCount === 0) {
    return wanted === null
      ? 'This host has no bridge, so machines have no network that addresses could be planned in.'
      : `This host has no bridge called ${wanted}.`;
  }
  return `${wanted ?? 'No bridge of this host'} has ${wanted === null ? 'an' : 'no'} IPv4 address, so the subnet of its machines is not known.`;
}

function toNetwork(facts: HostFacts, bridge: string): HostNetwork | null {
  const own = valueOr(facts.network.links, [])
    .find(({ name }) => name === bridge)
    ?.addresses.find(({ family, scope }) => family === 'inet' && scope !== 'link' && scope !== 'host');
  const hostAddress = own ? parseIpv4(own.address) : null;
  if (!own || hostAddress === null) {
    return null;
  }
  return {
    bridge,
    hostAddress,
    subnet: networkOf(hostAddress, own.prefixLength),
    prefixLength: own.prefixLength,
    gateway: parseIpv4(findGateway(facts, bridge) ?? ''),
    nameserver: parseIpv4(findNameserver(facts) ?? ''),
  };
}
