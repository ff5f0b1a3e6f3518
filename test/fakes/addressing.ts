import type { AddressClaim } from '#domain/addressing/claims/address-claim.ts';
import { toClaimParts } from '#domain/addressing/claims/address-claim.ts';
import type { CloudAddresses } from '#domain/addressing/cloud-addresses.ts';
import type { HostNetwork } from '#domain/addressing/host-network.ts';
import { parseIpv4 } from '#domain/addressing/ipv4.ts';
import { toKnownRange } from '#domain/addressing/parse-ranges.ts';

export const anAddress = (text: string): number => parseIpv4(text) ?? 0;

/** The network of the seed's host, as test/fakes/host-facts.ts has it. */
export const aNetwork: HostNetwork = {
  bridge: 'br0',
  hostAddress: anAddress('10.101.1.10'),
  subnet: toKnownRange('10.101.0.0/16'),
  prefixLength: 16,
  gateway: anAddress('10.101.0.2'),
  nameserver: anAddress('10.101.0.3'),
};

/** Say only what differs. */
export function someAddresses(more: Partial<CloudAddresses> = {}): CloudAddresses {
  const { cloud = 'blue' } = more;
  return {
    cloud,
    machines: [{ name: cloud, address: anAddress('10.101.7.2') }],
    public: [toKnownRange('10.101.7.32-10.101.7.63')],
    private: { range: toKnownRange('172.30.0.0/23'), addressesPerGroup: 32 },
    bridgeAddress: anAddress('172.30.15.254'),
    ...more,
  };
}

/** Say only what differs. Its time is over on 2026-12-01. */
export function aClaim({
  addresses = {},
  ...more
}: Partial<AddressClaim> & { readonly addresses?: Partial<CloudAddresses> } = {}): AddressClaim {
  const { owner = 'bob@desk', claimedEpochMs = Date.UTC(2026, 10, 1) } = more;
  const all = someAddresses(addresses);
  return {
    version: 1,
    cloud: all.cloud,
    owner,
    claimedEpochMs,
    untilEpochMs: Date.UTC(2026, 11, 1),
    operationId: '20261101-100000-aaaa',
    addressesPerGroup: all.private?.addressesPerGroup ?? null,
    parts: toClaimParts(all),
    trace: [{ what: 'claimed', by: owner, atEpochMs: claimedEpochMs, from: null }],
    ...more,
  };
}
