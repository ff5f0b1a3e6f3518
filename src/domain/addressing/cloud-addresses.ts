import { findPrefixLength, formatRange, listAddresses, toNetmask, type AddressRange } from './address-range.ts';
import { formatIpv4, type Ipv4 } from './ipv4.ts';

export interface MachineAddress {
  readonly name: string;
  readonly address: Ipv4;
}

/** A network that only the cloud itself knows; FastStart's VNET_SUBNET and VNET_NETMASK. */
export interface PrivateSubnet {
  readonly range: AddressRange;
  /** ADDRSPERNET; null where the cloud has no security groups of that kind. */
  readonly addressesPerGroup: number | null;
}

/** Every address of one cloud. */
export interface CloudAddresses {
  readonly cloud: string;
  readonly machines: readonly MachineAddress[];
  /** One range, or single addresses. */
  readonly public: readonly AddressRange[];
  readonly private: PrivateSubnet | null;
  /** What the machine's own bridge has in a Cloud in a Box; FastStart's "NC Bridge IP". */
  readonly bridgeAddress: Ipv4 | null;
}

/** A range of a cloud with what it is for. `name` is the machine's, where it is one. */
export interface CloudPart {
  readonly kind: 'machine' | 'public' | 'private' | 'bridge';
  readonly name: string | null;
  readonly range: AddressRange;
}

export function listParts({ machines, public: ranges, private: subnet, bridgeAddress }: CloudAddresses): readonly CloudPart[] {
  return [
    ...machines.map(({ name, address }): CloudPart => ({ kind: 'machine', name, range: { first: address, last: address } })),
    ...ranges.map((range): CloudPart => ({ kind: 'public', name: null, range })),
    ...(subnet ? [{ kind: 'private', name: null, range: subnet.range } as const] : []),
    ...(bridgeAddress === null
      ? []
      : [{ kind: 'bridge', name: null, range: { first: bridgeAddress, last: bridgeAddress } } as const]),
  ];
}

export function listRanges(addresses: CloudAddresses): readonly AddressRange[] {
  return listParts(addresses).map(({ range }) => range);
}

/** In words that begin a sentence: "the address of machine blue". */
export function describePart({ kind, name }: Pick<CloudPart, 'kind' | 'name'>): string {
  const words = {
    machine: `the address of machine ${name ?? ''}`,
    public: 'the public addresses',
    private: 'the private subnet',
    bridge: 'the NC bridge address',
  } as const;
  return words[kind];
}

/** As VNET_PUBLICIPS and FastStart's screen want them: one range, or single addresses with spaces between. */
export function toPublicIps({ public: ranges }: Pick<CloudAddresses, 'public'>): string {
  const [only, ...others] = ranges;
  return only && others.length === 0
    ? formatRange(only)
    : ranges.flatMap((range) => listAddresses(range).map(formatIpv4)).join(' ');
}

/** VNET_SUBNET and VNET_NETMASK. */
export function toSubnetAndMask({ range }: PrivateSubnet): { readonly subnet: string; readonly netmask: string } {
  return { subnet: formatIpv4(range.first), netmask: toNetmask(findPrefixLength(range) ?? 32) };
}
