import type { AddressDemand } from './address-demand.ts';
import { findPrefixLength, sumAddresses } from './address-range.ts';
import type { CloudAddresses } from './cloud-addresses.ts';

/** Addresses that were planned, typed or claimed, as a demand for exactly these: planning it again proves that they still hold. */
export function toGivenDemand(addresses: CloudAddresses, rules: AddressDemand['rules']): AddressDemand {
  const { cloud, machines, public: ranges, private: subnet, bridgeAddress } = addresses;
  return {
    cloud,
    machines: machines.map(({ name, address }) => ({ name, given: address })),
    public: ranges.length === 0 ? { kind: 'none' } : { kind: 'given', ranges },
    private: subnet === null ? { kind: 'none' } : { kind: 'given', ...subnet },
    bridge: bridgeAddress === null ? { kind: 'none' } : { kind: 'given', address: bridgeAddress },
    rules,
  };
}

/**
 * The demand with whatever the cloud has already and still fits: a cloud that is brought up again keeps its addresses, and only what is
 * new or was resized is looked for.
 */
export function keepAddresses(demand: AddressDemand, had: CloudAddresses | null): AddressDemand {
  if (had === null) {
    return demand;
  }
  const { machines, public: ranges, private: subnet, bridge } = demand;
  return {
    ...demand,
    machines: machines.map(({ name, given }) => ({
      name,
      given: given ?? had.machines.find((machine) => machine.name === name)?.address ?? null,
    })),
    public: keepPublic(ranges, had),
    private: keepPrivate(subnet, had),
    bridge: bridge.kind === 'find' && had.bridgeAddress !== null ? { kind: 'given', address: had.bridgeAddress } : bridge,
  };
}

function keepPublic(wish: AddressDemand['public'], had: CloudAddresses): AddressDemand['public'] {
  if (wish.kind !== 'find' || (wish.form === 'range' && had.public.length > 1)) {
    return wish;
  }
  return sumAddresses(had.public) === wish.count ? { kind: 'given', ranges: had.public } : wish;
}

function keepPrivate(wish: AddressDemand['private'], had: CloudAddresses): AddressDemand['private'] {
  const isFitting = wish.kind === 'find' && had.private !== null && findPrefixLength(had.private.range) === wish.prefixLength;
  return isFitting ? { kind: 'given', range: had.private.range, addressesPerGroup: wish.addressesPerGroup } : wish;
}
