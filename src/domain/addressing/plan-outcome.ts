import type { CloudAddresses } from './cloud-addresses.ts';

/** What was asked for with an address of its own for everything, in the order of the demands. */
export interface AddressPlan {
  readonly clouds: readonly CloudAddresses[];
}

/** One reason why there is no plan. `cloud` is null where it is about all of them. */
export interface PlanRefusal {
  readonly kind: 'bad-demand' | 'broken-rule' | 'not-owned' | 'overlap' | 'no-room' | 'undecided';
  readonly cloud: string | null;
  readonly message: string;
}

export type PlanOutcome =
  | { readonly kind: 'planned'; readonly plan: AddressPlan }
  | { readonly kind: 'refused'; readonly refusals: readonly PlanRefusal[] };
