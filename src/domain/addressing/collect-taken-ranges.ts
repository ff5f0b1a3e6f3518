import { valueOr } from '../fact.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { Machine } from '../machines/machine.ts';
import { describeOwner, listClaimedParts, type AddressClaim } from './claims/address-claim.ts';
import { contains, overlaps, type AddressRange } from './address-range.ts';
import { describePart } from './cloud-addresses.ts';
import type { HostNetwork } from './host-network.ts';
import { parseIpv4 } from './ipv4.ts';
import type { LaptopRoute } from './laptop-route.ts';
import { nestedDefaults } from './nested-defaults.ts';
import { parseRange, toKnownRange } from './parse-ranges.ts';
import type { TakenKind, TakenRange } from './taken-range.ts';

/** What is known of a host beside the one that is planned for, perhaps from an earlier look. */
export interface OtherHost {
  readonly name: string;
  readonly claims: readonly AddressClaim[];
  readonly machines: readonly Machine[];
}

export interface TakenInput {
  readonly facts: HostFacts;
  readonly machines: readonly Machine[];
  readonly claims: readonly AddressClaim[];
  readonly network: HostNetwork;
  readonly otherHosts: readonly OtherHost[];
  readonly laptopRoutes: readonly LaptopRoute[];
  readonly hostNowEpochMs: number;
  /** Clouds that are planned anew: what they have on this host is theirs to have again. */
  readonly exceptClouds: readonly string[];
  /** Ids of nested defaults that may be used, because the cloud is the one whose default it is. */
  readonly allowedDefaults: readonly string[];
}

/** Everything that no cloud may be given, with who has it. Where several have the same, the one that is named is the first here. */
export function collectTakenRanges(input: TakenInput): readonly TakenRange[] {
  const own = listOwn(input);
  return [
    ...reserved,
    ...listNetwork(input.network),
    ...listClaims(input),
    ...listMachines(input.machines, '', own),
    ...listHost(input.facts),
    ...listRoutes(input),
    ...listNeighbours(input.facts, own),
    ...input.otherHosts.flatMap((other) => listOther(other, input.hostNowEpochMs)),
    ...listLaptop(input),
    ...nestedDefaults
      .filter(({ id }) => !input.allowedDefaults.includes(id))
      .map(({ range, holder }) => take(range, 'default', holder)),
  ];
}

function take(range: AddressRange, kind: TakenKind, holder: string, keepsOff: TakenRange['keepsOff'] = 'all'): TakenRange {
  return { range, kind, holder, keepsOff };
}

/** RFC 6890: what no network of this kind can be. */
const reserved: readonly TakenRange[] = [
  take(toKnownRange('0.0.0.0/8'), 'reserved', '"this network" (RFC 791)'),
  take(toKnownRange('127.0.0.0/8'), 'reserved', 'the loopback of every machine'),
  take(toKnownRange('169.254.0.0/16'), 'reserved', 'for addresses without a server (RFC 3927)'),
  take(toKnownRange('224.0.0.0/3'), 'reserved', 'for multicast and what is not in use'),
];

function listNetwork({ bridge, subnet, hostAddress, gateway, nameserver, prefixLength }: HostNetwork): readonly TakenRange[] {
  const edges = [
    take({ first: subnet.first, last: subnet.first }, 'reserved', `the name of the network of ${bridge} itself`),
    take({ first: subnet.last, last: subnet.last }, 'reserved', `the broadcast address of ${bridge}`),
  ];
  return [
    single(hostAddress, 'host', `the host itself on ${bridge}`),
    ...(gateway === null ? [] : [single(gateway, 'gateway', 'the gateway')]),
    ...(nameserver === null ? [] : [single(nameserver, 'nameserver', 'the nameserver')]),
    ...(prefixLength < 31 ? edges : []),
    take(subnet, 'route', `the network of ${bridge}, in which the machines themselves are`, 'private'),
  ];
}

function single(address: number, kind: TakenKind, holder: string): TakenRange {
  return take({ first: address, last: address }, kind, holder);
}

/** What the clouds that are planned anew have already: their claims, and the addresses of the machines in these. */
function listOwn({ claims, machines, exceptClouds }: TakenInput): readonly AddressRange[] {
  const parts = claims.filter(({ cloud }) => exceptClouds.includes(cloud)).flatMap(listClaimedParts);
  const names = new Set([...exceptClouds, ...parts.map(({ name }) => name)]);
  const addresses = machines
    .filter(({ name }) => names.has(name))
    .map(({ definition }) => parseIpv4(definition?.addresses?.ip ?? ''));
  return [
    ...parts.map(({ range }) => range),
    ...addresses.flatMap((address) => (address === null ? [] : [{ first: address, last: address }])),
  ];
}

function listClaims({ claims, exceptClouds, hostNowEpochMs }: TakenInput): readonly TakenRange[] {
  return claims
    .filter(({ cloud }) => !exceptClouds.includes(cloud))
    .flatMap((claim) => toTaken(claim, 'claim', '', hostNowEpochMs));
}

function toTaken(claim: AddressClaim, kind: TakenKind, where: string, now: number): readonly TakenRange[] {
  const owner = describeOwner(claim, now);
  return listClaimedParts(claim).map((part) =>
    take(part.range, kind, `${describePart(part)} of cloud ${claim.cloud}${where}, claimed by ${owner}`),
  );
}

function listMachines(machines: readonly Machine[], where: string, own: readonly AddressRange[]): readonly TakenRange[] {
  return machines.flatMap(({ name, definition }) => {
    const address = parseIpv4(definition?.addresses?.ip ?? '');
    return address === null || isOwn(address, own) ? [] : [single(address, 'machine', `the address of machine ${name}${where}`)];
  });
}

function isOwn(address: number, own: readonly AddressRange[]): boolean {
  return own.some((range) => range.first <= address && address <= range.last);
}

function listHost({ network }: HostFacts): readonly TakenRange[] {
  const addresses = valueOr(network.links, []).flatMap((link) =>
    link.addresses.map(({ address }) => [address, `the host's ${link.name}`] as const),
  );
  const gateways = valueOr(network.routes, []).map(
    ({ gateway, destination }) => [gateway ?? '', `the gateway of ${destination}`] as const,
  );
  const nameservers = valueOr(network.nameservers, []).map((address) => [address, 'a nameserver of the host'] as const);
  return [...addresses, ...gateways, ...nameservers].flatMap(([text, holder]) => {
    const address = parseIpv4(text);
    return address === null ? [] : [single(address, 'host', holder)];
  });
}

/** The network of the bridge, and what is wider than it, is the way to the machines and keeps no public address off. */
function listRoutes({ facts, network: { subnet } }: TakenInput): readonly TakenRange[] {
  return valueOr(facts.network.routes, []).flatMap(({ destination, device }) => {
    const range = toRouteRange(destination);
    return range === null
      ? []
      : [take(range, 'route', `what the host sends to ${device ?? 'nobody'}`, contains(range, subnet) ? 'private' : 'all')];
  });
}

/** null for the default route, and for what is no IPv4. */
function toRouteRange(destination: string): AddressRange | null {
  const parsed = parseRange(destination);
  return parsed.ok && parsed.range.last - parsed.range.first < 2 ** 32 - 1 ? parsed.range : null;
}

function listNeighbours({ network }: HostFacts, own: readonly AddressRange[]): readonly TakenRange[] {
  return valueOr(network.neighbours, []).flatMap(({ address: text, mac, device, states }) => {
    const address = parseIpv4(text);
    return address === null || mac === null || states.includes('FAILED') || isOwn(address, own)
      ? []
      : [single(address, 'neighbour', `a neighbour on ${device} with MAC ${mac}`)];
  });
}

function listOther({ name, claims, machines }: OtherHost, now: number): readonly TakenRange[] {
  const where = ` on host ${name}`;
  return [
    ...claims.flatMap((claim) => toTaken(claim, 'other-host', where, now)),
    ...listMachines(machines, where, []).map((taken): TakenRange => ({ ...taken, kind: 'other-host' })),
  ];
}

/** The laptop's way to the host's network is no obstacle there; a way of its own into a part of it is. */
function listLaptop({ laptopRoutes, network: { subnet } }: TakenInput): readonly TakenRange[] {
  return laptopRoutes.flatMap(({ destination, device, gateway }) => {
    const range = toRouteRange(destination);
    if (range === null || reserved.some((one) => overlaps(one.range, range))) {
      return [];
    }
    const via = gateway === null ? device : `${device} through ${gateway}`;
    return [take(range, 'laptop', `what this laptop sends to ${via}`, contains(range, subnet) ? 'private' : 'all')];
  });
}
