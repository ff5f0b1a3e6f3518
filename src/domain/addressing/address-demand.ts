import type { AddressRange } from './address-range.ts';
import type { Ipv4 } from './ipv4.ts';

/** `given` is what a person typed or dragged; it is kept as it is, or refused with the reason. */
export interface MachineDemand {
  readonly name: string;
  readonly given: Ipv4 | null;
}

/** 'range': one range first-last in one /24. 'range-or-list': single addresses where no range of that size is left. */
export type PublicDemand =
  | { readonly kind: 'none' }
  | { readonly kind: 'find'; readonly count: number; readonly form: 'range' | 'range-or-list' }
  | { readonly kind: 'given'; readonly ranges: readonly AddressRange[] };

export type PrivateDemand =
  | { readonly kind: 'none' }
  | { readonly kind: 'find'; readonly prefixLength: number; readonly addressesPerGroup: number | null }
  | { readonly kind: 'given'; readonly range: AddressRange; readonly addressesPerGroup: number | null };

export type BridgeDemand =
  { readonly kind: 'none' } | { readonly kind: 'find' } | { readonly kind: 'given'; readonly address: Ipv4 };

/** What one cloud needs. */
export interface AddressDemand {
  readonly cloud: string;
  readonly machines: readonly MachineDemand[];
  readonly public: PublicDemand;
  readonly private: PrivateDemand;
  readonly bridge: BridgeDemand;
  /** Whose rules the addresses must keep beside those of every network. */
  readonly rules: 'faststart' | 'none';
}

/** What a person owns, and the network it is used in. */
export interface OwnedAddresses {
  /** In order, none touching the next. What is inside the bridge's subnet is for machines and public addresses, the rest for private subnets. */
  readonly ranges: readonly AddressRange[];
}

/** FastStart's cloud as its installer proposes it: one machine, 32 addresses per group, and a /23 for private use. */
export function aFaststartDemand(cloud: string, publicCount: number): AddressDemand {
  return {
    cloud,
    machines: [{ name: cloud, given: null }],
    public: { kind: 'find', count: publicCount, form: 'range-or-list' },
    private: { kind: 'find', prefixLength: 23, addressesPerGroup: 32 },
    bridge: { kind: 'find' },
    rules: 'faststart',
  };
}
